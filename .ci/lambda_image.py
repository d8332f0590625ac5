"""Provides Lambda's image for java25, or a stand-in if the registry cannot be reached.

The stand-in has the parts of the managed runtime that a function needs: a JDK 25, Lambda's Java runtime client and the
runtime interface emulator of the SAM CLI, and the libraries that these load. All parts are copied from this machine, so it
takes seconds and downloads nothing.
"""

import io
import pathlib
import platform
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile

ARCHITECTURE = {"aarch64": "arm64"}.get(platform.machine(), platform.machine())
IMAGE = f"public.ecr.aws/lambda/java:25-{ARCHITECTURE}"
# The name of the image that the SAM CLI builds from it.
IMAGE_WITH_EMULATOR = f"public.ecr.aws/lambda/java:25-rapid-{ARCHITECTURE}"

BOOTSTRAP = """#!/bin/sh
exec /var/lang/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
  --class-path '/var/runtime/lib/*:/var/task:/var/task/lib/*' \\
  com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"
"""


def can_be_pulled(environment):
    return subprocess.run(["docker", "pull", "--quiet", IMAGE], env=environment).returncode == 0


def make_stand_in(environment, java, emulator, runtime_client):
    """Imports the stand-in under the name that the SAM CLI uses if it does not pull the image.

    Args:
        java: the home of a JDK 25 for Linux
        emulator: aws-lambda-rie
        runtime_client: the folder with the jars of Lambda's Java runtime client
    """
    if sys.platform != "linux":
        sys.exit(f"{IMAGE} cannot be pulled, and a stand-in needs Linux.")
    docker = subprocess.Popen(
        ["docker", "import", "-", IMAGE_WITH_EMULATOR], env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    with tarfile.open(fileobj=docker.stdin, mode="w|", dereference=True) as image:
        add_folder(image, "tmp", mode=0o1777)
        image.add("/bin/sh")
        for library in libraries(java, runtime_client):
            image.add(library)
        for part in ("bin", "conf", "lib", "release"):
            image.add(java / part, f"var/lang/{part}", filter=without_sources)
        image.add(runtime_client, "var/runtime/lib")
        add_program(image, "var/runtime/bootstrap", BOOTSTRAP.encode())
        add_program(image, "var/rapid/aws-lambda-rie", emulator.read_bytes())
    docker.stdin.close()
    if docker.wait() != 0:
        sys.exit("The stand-in for Lambda's image cannot be built.")


def libraries(java, runtime_client):
    """Returns the system's libraries that the JDK, the shell and the runtime client's native part load."""
    with tempfile.TemporaryDirectory() as folder:
        for jar in runtime_client.glob("*.jar"):
            with zipfile.ZipFile(jar) as opened:
                for name in opened.namelist():
                    if name.endswith(f".linux-{platform.machine()}.so"):
                        opened.extract(name, folder)
        programs = [pathlib.Path("/bin/sh"), java / "bin" / "java", *java.rglob("*.so"), *pathlib.Path(folder).rglob("*.so")]
        found = set()
        for program in programs:
            needed = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
            found |= set(re.findall(r"(/\S+) \(0x", needed))
    return sorted(library for library in found if not library.startswith(str(java)))


def without_sources(member):
    return None if member.name.endswith("/src.zip") else member


def add_folder(image, name, mode):
    folder = tarfile.TarInfo(name)
    folder.type, folder.mode = tarfile.DIRTYPE, mode
    image.addfile(folder)


def add_program(image, name, content):
    program = tarfile.TarInfo(name)
    program.size, program.mode = len(content), 0o755
    image.addfile(program, io.BytesIO(content))
