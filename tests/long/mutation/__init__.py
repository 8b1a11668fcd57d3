"""Mutation testing of the rooms that read and judge: would a test notice if this line were another one?"""
