"""What does an archive on OpenSearch cost, and is it the same search?"""
