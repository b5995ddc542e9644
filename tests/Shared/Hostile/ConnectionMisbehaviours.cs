using System.Text;

namespace Hostile;

/// <summary>What goes wrong before and in TLS, and connections that end.</summary>
internal static class ConnectionMisbehaviours
{
    private static readonly string[] Certificate = ["CertificateRefused", "certificate"];
    private static readonly string[] Handshake = ["CertificateRefused", "NoAnswer", "ConnectionReset", "TimedOut"];
    private static readonly string[] Lost =
    [
        "NoAnswer",
        "ConnectionReset",
        "TimedOut",
        "Shutdown",
        "ConnectionAborted",
    ];

    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        new("expired certificate", Certificate) { Certificate = all => all.Expired },
        new("certificate not valid yet", Certificate) { Certificate = all => all.Early },
        new("certificate of another name", Certificate) { Certificate = all => all.OtherName },
        new("certificate of an inspecting proxy", Certificate) { Certificate = all => all.Stranger },
        new("handshake closed", Handshake) { OnConnectAsync = (_, _) => Task.CompletedTask },
        new("handshake silent", Handshake)
        {
            IsSilent = true,
            OnConnectAsync = async (stream, cancel) =>
            {
                byte[] one = new byte[4096];
                while (await stream.ReadAsync(one, cancel) > 0) { }
            },
        },
        new("plain HTTP where TLS belongs", Handshake)
        {
            OnConnectAsync = (stream, cancel) =>
                stream
                    .WriteAsync(
                        Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"),
                        cancel
                    )
                    .AsTask(),
        },
        new("handshake of garbage", Handshake)
        {
            OnConnectAsync = async (stream, cancel) =>
            {
                byte[] garbage = new byte[512];
                new Random(1).NextBytes(garbage);
                await stream.WriteAsync(garbage, cancel);
            },
        },
        new("reset before a byte", Lost) { OnRequestAsync = Do(exchange => exchange.End(reset: true)) },
        new("closed before a byte", Lost) { OnRequestAsync = Do(exchange => exchange.End()) },
        new("reset after the effect", Lost)
        {
            OnRequestAsync = async exchange =>
            {
                _ = await exchange.ForwardAsync();
                exchange.End(reset: true);
            },
        },
        new("silence", Lost) { IsSilent = true, OnRequestAsync = exchange => exchange.StaySilentAsync() },
        new("silence after the effect", Lost)
        {
            IsSilent = true,
            OnRequestAsync = async exchange =>
            {
                _ = await exchange.ForwardAsync();
                await exchange.StaySilentAsync();
            },
        },
    ];

    private static Func<FrontExchange, Task> Do(Action<FrontExchange> action) =>
        exchange =>
        {
            action(exchange);
            return Task.CompletedTask;
        };
}
