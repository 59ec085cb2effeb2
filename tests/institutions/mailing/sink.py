"""A mail server on the loopback that speaks SMTP (RFC 5321), and can refuse, hang or break off."""

import asyncio
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Sink:
    """What arrived. `answers` gives the reply to a command; `hangs_at` and `breaks_at` name commands, `refuses` a person."""

    answers: dict[str, str] = field(default_factory=dict)
    hangs_at: str = ""
    breaks_at: str = ""
    refuses: str = ""
    received: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    port: int = 0

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(data, policy=policy.default) for data in self.received]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sender, people = "", []
        await self._say(writer, self.answers.get("CONNECT", "220 sink"))
        while line := await reader.readline():
            command = line.decode().strip()
            verb = command.split(" ")[0].upper()
            if verb == self.breaks_at:
                break
            if verb == self.hangs_at:
                await asyncio.sleep(60)
            if verb == "MAIL":
                sender, people = command[10:], []
            elif verb == "RCPT" and self.refuses and self.refuses in command:
                await self._say(writer, "550 unknown")
                continue
            elif verb == "RCPT" and "RCPT" not in self.answers:
                people.append(command[8:].strip("<>"))
            elif verb == "DATA" and "DATA" not in self.answers:
                await self._say(writer, "354 go on")
                lines = []
                while (part := await reader.readline()) not in (b".\r\n", b""):
                    lines.append(part[1:] if part.startswith(b"..") else part)
                self.received.append(b"".join(lines))
                self.envelopes.append((sender, people))
            await self._say(writer, self.answers.get(verb, "221 bye" if verb == "QUIT" else "250 ok"))
            if verb == "QUIT":
                break
        writer.close()

    async def _say(self, writer: asyncio.StreamWriter, text: str) -> None:
        writer.write(f"{text}\r\n".encode())
        await writer.drain()

    def __enter__(self) -> "Sink":
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()

        async def begin() -> None:
            self._server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
            self.port = self._server.sockets[0].getsockname()[1]
            ready.set()

        def run() -> None:
            self._loop.run_until_complete(begin())
            self._loop.run_forever()

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()
        ready.wait(5)
        return self

    def __exit__(self, *_error: object) -> None:
        def end() -> None:
            self._server.close()
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.call_soon(self._loop.stop)

        self._loop.call_soon_threadsafe(end)
        self._thread.join(5)
        self._loop.close()
