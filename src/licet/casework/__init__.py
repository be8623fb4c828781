"""The authority's work on an application: clock, ratings, advice, enquiries, hand-over."""
