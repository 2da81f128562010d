# N processes that each sleep once, in SimPy: prints the seconds that it took and the bytes that the process grew by.
import resource
import sys
import time

import simpy


def sleeper(env, number):
    yield env.timeout(1 + number % 10)


def used():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


before = used()
start = time.perf_counter()
env = simpy.Environment()
for number in range(int(sys.argv[1])):
    env.process(sleeper(env, number))
env.run()
print(time.perf_counter() - start, used() - before)
