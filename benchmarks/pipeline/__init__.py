"""How long, how much, how large: the pipeline with a province's figures, and with twice as many."""
