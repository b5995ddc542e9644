using System.IO.Compression;
using System.Text;

namespace Hostile;

/// <summary>Bodies that are too large, too slow, or not what they are said to be.</summary>
internal static class BodyMisbehaviours
{
    private static readonly string[] Oversized = ["OversizedAnswer", "TimedOut", "SlowAnswer"];
    private static readonly string[] Slow = ["SlowAnswer", "TimedOut"];
    private static readonly string[] Broken = ["BrokenAnswer", "TimedOut", "NoAnswer", "EmptyAnswer", "still lists it"];
    private static readonly Lazy<byte[]> GzipBomb = new(() =>
        Bomb(into => new GZipStream(into, CompressionLevel.Fastest))
    );
    private static readonly Lazy<byte[]> BrotliBomb = new(() =>
        Bomb(into => new BrotliStream(into, CompressionLevel.Fastest))
    );

    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        new("body without an end", Oversized)
        {
            OnRequestAsync = async exchange =>
            {
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
                await exchange.RepeatAsync(new byte[1 << 16], TimeSpan.Zero);
            },
        },
        new("a terabyte announced", Oversized)
        {
            IsSilent = true,
            OnRequestAsync = async exchange =>
            {
                await exchange.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {1L << 40}\r\n\r\n");
                await exchange.StaySilentAsync();
            },
        },
        new("body byte by byte", Slow)
        {
            IsSilent = true,
            OnRequestAsync = async exchange =>
            {
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
                await exchange.RepeatAsync(" "u8.ToArray(), TimeSpan.FromMilliseconds(20));
            },
        },
        new("gzip bomb", Oversized) { OnRequestAsync = exchange => EncodedAsync(exchange, "gzip", GzipBomb.Value) },
        new("Brotli bomb", Oversized) { OnRequestAsync = exchange => EncodedAsync(exchange, "br", BrotliBomb.Value) },
        new("gzip of garbage", Broken) { OnRequestAsync = exchange => EncodedAsync(exchange, "gzip", Garbage()) },
        new("gzip cut", Broken) { OnRequestAsync = exchange => EncodedAsync(exchange, "gzip", GzipBomb.Value[..100]) },
        new("unknown compression", Broken) { OnRequestAsync = exchange => EncodedAsync(exchange, "zstd", Garbage()) },
        Body("empty body", ""),
        Body("one zero byte", "\0"),
        Body("page of a captive portal", Portal, "text/html"),
        Changed("UTF-16", answer => answer with { Body = Encoding.Unicode.GetBytes(answer.Text) }),
        Changed("invalid UTF-8", answer => answer with { Body = [.. answer.Body, 0xff, 0xfe, 0xc3] }),
        Changed("mark of byte order", answer => answer with { Body = [0xef, 0xbb, 0xbf, .. answer.Body] }),
    ];

    public const string Portal =
        "<!DOCTYPE html><html><head><title>Sign in to Guest Wi-Fi</title></head><body><form>Accept</form></body></html>";

    private static Misbehaviour Body(string name, string body, string type = "application/json") =>
        new(name, Broken)
        {
            OnRequestAsync = exchange => exchange.WriteAsync(FrontAnswer.Of(200, body).With("Content-Type", type)),
        };

    private static Misbehaviour Changed(string name, Func<FrontAnswer, FrontAnswer> change) =>
        new(name, Broken)
        {
            OnRequestAsync = async exchange => await exchange.WriteAsync(change(await exchange.ForwardAsync())),
        };

    private static Task EncodedAsync(FrontExchange exchange, string encoding, byte[] body) =>
        exchange.WriteAsync(
            new FrontAnswer(200, [("Content-Type", "application/json"), ("Content-Encoding", encoding)], body)
        );

    private static byte[] Garbage()
    {
        byte[] garbage = new byte[2048];
        new Random(2).NextBytes(garbage);
        return garbage;
    }

    // A gibibyte of zeros.
    private static byte[] Bomb(Func<Stream, Stream> compress)
    {
        using MemoryStream packed = new();
        using (Stream packer = compress(packed))
        {
            byte[] zeros = new byte[1 << 20];
            for (int part = 0; part < 1024; part++)
            {
                packer.Write(zeros);
            }
        }
        return packed.ToArray();
    }
}
