stopped = Shardscope has stopped
kept = This is our mistake, not yours. What you did is kept: save it, or reload and go on from there.
reload = Reload and go on
save = Save this run
fresh = Start anew
