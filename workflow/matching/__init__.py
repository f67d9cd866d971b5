"""Who in the city may fill a post: everybody whom no block surely refuses, in order of fit, with every rule's answer.

`target` reads what is asked about, `pool` gathers the people with the figures of their fit, `units` what the donors
can spare, `candidates` ranks and judges them with the very rules of a proposal.
"""
