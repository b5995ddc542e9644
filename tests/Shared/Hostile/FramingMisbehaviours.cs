using System.Globalization;

namespace Hostile;

/// <summary>Answers that are not HTTP, or whose parts contradict one another.</summary>
internal static class FramingMisbehaviours
{
    private static readonly string[] Broken =
    [
        "NoAnswer",
        "BrokenAnswer",
        "ConnectionReset",
        "TimedOut",
        "InvalidData",
        // Without a length the body ends with the connection: an object without members is still an object.
        "still lists it",
    ];

    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        Writing("status line cut", "HTTP/1.1 2"),
        Writing("status line of garbage", "\u0001\u0002 NOT HTTP\r\n\r\n"),
        Writing("body without headers", "{\"value\":[]}"),
        Writing("headers cut", "HTTP/1.1 200 OK\r\nContent-Type: app"),
        Writing("header without a colon", "HTTP/1.1 200 OK\r\nContent-Length\r\n\r\n{}"),
        Writing(
            "header of a megabyte",
            $"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 1 << 20)}\r\nContent-Length: 2\r\n\r\n{{}}"
        ),
        Writing(
            "ten thousand headers",
            $"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Range(0, 10_000).Select(n => $"X-{n}: {n}\r\n"))}Content-Length: 2\r\n\r\n{{}}"
        ),
        Writing("status of a thousand", "HTTP/1.1 1000 Odd\r\nContent-Length: 2\r\n\r\n{}"),
        Writing("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 7\r\n\r\n{}"),
        Writing("length below zero", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}"),
        Writing("chunk of no size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
        Writing("chunks without an end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
        Writing("switched protocols", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: odd\r\n\r\n"),
        new("body cut", Broken)
        {
            OnRequestAsync = async exchange =>
            {
                FrontAnswer answer = await exchange.ForwardAsync();
                await exchange.WriteAsync(answer.Head());
                await exchange.WriteAsync(answer.Body[..(answer.Body.Length / 2)]);
                exchange.End();
            },
        },
        new("silence within the body", Broken)
        {
            IsSilent = true,
            OnRequestAsync = async exchange =>
            {
                FrontAnswer answer = await exchange.ForwardAsync();
                await exchange.WriteAsync(answer.Head((answer.Body.Length + 1).ToString(CultureInfo.InvariantCulture)));
                await exchange.WriteAsync(answer.Body);
                await exchange.StaySilentAsync();
            },
        },
        new("garbage after the body", Broken)
        {
            OnRequestAsync = async exchange =>
            {
                await exchange.WriteAsync(await exchange.ForwardAsync());
                await exchange.WriteAsync("GARBAGE");
            },
        },
        new("interim answers forever", Broken)
        {
            IsSilent = true,
            OnRequestAsync = exchange =>
                exchange.RepeatAsync("HTTP/1.1 102 Processing\r\n\r\n"u8.ToArray(), TimeSpan.FromMilliseconds(20)),
        },
        new("headers byte by byte", Broken)
        {
            IsSilent = true,
            OnRequestAsync = async exchange =>
            {
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nX-Slow: ");
                await exchange.RepeatAsync("x"u8.ToArray(), TimeSpan.FromMilliseconds(20));
            },
        },
    ];

    private static Misbehaviour Writing(string name, string text) =>
        new(name, Broken)
        {
            OnRequestAsync = async exchange =>
            {
                await exchange.WriteAsync(text);
                exchange.End();
            },
        };
}
