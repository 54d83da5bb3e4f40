"""What LocalStack core lacks to run Narthex without docker.

environment.py   one execution environment: a JVM with the real runtime-interface-client
runtime_api.py   the Runtime API that such a JVM talks to
executor.py      LocalStack's view of an environment
rights.py        functions are held to their roles, as IAM does
authorizers.py   Lambda authorizers of REST APIs, which LocalStack stores and never asks
answers.py       answers arrive whole, or Go's AWS SDK makes calls twice on a busy machine
token.py         makes an API token
leftovers.py     names what is in the account
plugins.py       where LocalStack finds them (by ../narthex_emulator-1.dist-info, which needs no installation)
"""
