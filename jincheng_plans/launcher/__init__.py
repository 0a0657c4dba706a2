"""Starts and stops everything an installation without servers of its own consists of."""
