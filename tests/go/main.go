// Command reader tells what a Go program that uses sigs.k8s.io/yaml makes of YAML documents.
//
// Every line of standard input is one question, every line of standard output its answer:
//
//	{"document": "<base64>", "type": {"s": "string"}, "strict": false}
//	{"value": {"s": "83"}}  or  {"error": "..."}
//
// A type is one of the words below, a list with the type of its items, an object with the type of
// each field (a Go struct), or an object with the single key "*" (a Go map with string keys).
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"reflect"
	"sort"

	"sigs.k8s.io/yaml"
)

type question struct {
	Document []byte      `json:"document"`
	Type     interface{} `json:"type"`
	Strict   bool        `json:"strict"`
}

type answer struct {
	Value json.RawMessage `json:"value,omitempty"`
	Error string          `json:"error,omitempty"`
}

// Pointers tell null apart from zero. "any" keeps the JSON text, so that long integers stay exact.
var words = map[string]reflect.Type{
	"any":     reflect.TypeOf(json.RawMessage{}),
	"boolean": reflect.TypeOf((*bool)(nil)),
	"integer": reflect.TypeOf((*int)(nil)),
	"number":  reflect.TypeOf((*float64)(nil)),
	"string":  reflect.TypeOf(""),
}

func typeOf(description interface{}) reflect.Type {
	switch known := description.(type) {
	case string:
		if word, ok := words[known]; ok {
			return word
		}
	case []interface{}:
		if len(known) == 1 {
			return reflect.SliceOf(typeOf(known[0]))
		}
	case map[string]interface{}:
		if value, ok := known["*"]; ok {
			return reflect.MapOf(reflect.TypeOf(""), typeOf(value))
		}
		return structOf(known)
	}
	panic(fmt.Sprintf("unknown type %v", description))
}

func structOf(description map[string]interface{}) reflect.Type {
	names := make([]string, 0, len(description))
	for name := range description {
		names = append(names, name)
	}
	sort.Strings(names)
	fields := make([]reflect.StructField, len(names))
	for index, name := range names {
		fields[index] = reflect.StructField{
			Name: fmt.Sprintf("Field%d", index),
			Type: typeOf(description[name]),
			Tag:  reflect.StructTag(fmt.Sprintf("json:%q", name)),
		}
	}
	return reflect.StructOf(fields)
}

func read(asked question) (given answer) {
	defer func() {
		if cause := recover(); cause != nil {
			given = answer{Error: fmt.Sprintf("panic: %v", cause)}
		}
	}()
	target := reflect.New(typeOf(asked.Type))
	unmarshal := func(document []byte, into interface{}) error { return yaml.Unmarshal(document, into) }
	if asked.Strict {
		unmarshal = func(document []byte, into interface{}) error { return yaml.UnmarshalStrict(document, into) }
	}
	if err := unmarshal(asked.Document, target.Interface()); err != nil {
		return answer{Error: err.Error()}
	}
	value, err := json.Marshal(target.Interface())
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Value: value}
}

func main() {
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	questions := json.NewDecoder(bufio.NewReader(os.Stdin))
	answers := json.NewEncoder(output)
	for questions.More() {
		var asked question
		if err := questions.Decode(&asked); err != nil {
			log.Fatal(err)
		}
		if err := answers.Encode(read(asked)); err != nil {
			log.Fatal(err)
		}
		// Whoever asks one question at a time waits for its answer.
		if questions.Buffered().(interface{ Len() int }).Len() <= 1 {
			output.Flush()
		}
	}
}
