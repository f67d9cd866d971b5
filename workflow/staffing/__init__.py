"""How many people each post needs, has and will have, and where people are missing.

`counting` says who counts as holding a post on a day, `figures` computes the cells of a run, `runs` keeps them,
`needs` opens and closes what they show, `slots` says from when on each missing place is open.
"""
