"""Phrases with answers, and their scorers: what the readers of words are measured against."""
