"""Commands of the evidence base: take a corpus in, judge a source, quote, record and revise."""
