"""The counter: its look, its pages and its answers."""
