# Labels that several things share.

delivered-after = delivered after
duplicates = duplicates
lost = lost
queues = Queues
records = records
remove = Remove
results = Results
shards = Shards
show = Show
