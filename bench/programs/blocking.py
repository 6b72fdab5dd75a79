# Every way in which a program can keep the board busy or blocked. Each says when it has begun.

import socket
import time


def _connected(port):
    server = socket.socket()
    server.bind(("", port))
    server.listen(1)
    client = socket.socket()
    client.connect(("127.0.0.1", port))
    connection, _ = server.accept()
    server.close()
    return client, connection


def spin():
    print("begun")
    while True:
        pass


def nested():
    print("begun")
    while True:
        for i in range(1000):
            for j in range(10):
                x = i * j


def sleep():
    print("begun")
    time.sleep(100)


def ask():
    print("begun")
    input()


def accept():
    server = socket.socket()
    server.bind(("", 8001))
    server.listen(1)
    print("begun")
    try:
        server.accept()
    finally:
        server.close()


def recv():
    client, connection = _connected(8002)
    print("begun")
    try:
        client.recv(10)
    finally:
        client.close()
        connection.close()


def flood():
    print("begun")
    while True:
        print("x" * 79)
