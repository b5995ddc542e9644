using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LocalAzure.Tests.Protocol;

/// <summary>Requests that no HTTP client would send: whatever bytes arrive, the answer is the client's fault or a refusal.</summary>
public sealed class RawBytes
{
    private const string Group = LocalArm.Subscription + "/resourceGroups/rg-raw?api-version=2024-03-01";
    private const string Blob = "/blob/account/container/name";
    private static readonly byte[] Broken = [0xC3, 0x28, 0xFF, 0xFE, 0x00, 0xED, 0xA0, 0x80];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{\"location\":\"\\ud800\"}")]
    [InlineData("{\"\\udfff\":1,\"location\":\"eastus2\"}")]
    [InlineData("{\"location\":\"eastus2\",\"tags\":{\"a\":\"\\ud83d\"}}")]
    [InlineData("\0")]
    [InlineData("{\"location\":\"\0\"}")]
    public async Task A_text_that_is_none_is_a_bad_request(string body)
    {
        await using LocalArm arm = await LocalArm.StartAsync();

        Assert.Equal(400, await StatusAsync(arm, Request(arm, "PUT", Group, Encoding.UTF8.GetBytes(body))));
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_a_bad_request()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        byte[] body = [.. "{\"location\":\""u8, .. Broken, .. "\"}"u8];

        Assert.Equal(400, await StatusAsync(arm, Request(arm, "PUT", Group, body)));
    }

    [Theory]
    [InlineData("zz\r\nabc\r\n0\r\n\r\n")]
    [InlineData("-1\r\nabc\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabcdef\r\n0\r\n\r\n")]
    public async Task Chunks_of_a_wrong_size_are_a_bad_request(string chunks)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        foreach (string path in new[] { Group, Blob, "/tenant/oauth2/v2.0/token" })
        {
            byte[] request =
            [
                .. Encoding.ASCII.GetBytes(
                    $"{(path.Contains("oauth2") ? "POST" : "PUT")} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {arm.Bearer(arm.Server.OperatorPrincipalId)}\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                ),
                .. Encoding.ASCII.GetBytes(chunks),
            ];

            Assert.InRange(await StatusAsync(arm, request), 400, 499);
        }
    }

    [Fact]
    public async Task Random_bytes_never_are_the_servers_fault()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        byte[] good = Request(arm, "PUT", Group, "{\"location\":\"eastus2\",\"tags\":{\"a\":\"b\"}}"u8.ToArray());
        ConcurrentBag<string> wrong = [];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Fuzzing.Rounds(150)),
            new ParallelOptions { MaxDegreeOfParallelism = 30, CancellationToken = Cancel },
            async (round, _) =>
            {
                Random random = new(Fuzzing.Seed + round);
                byte[] request = [.. good];
                for (int i = random.Next(1, 6); i > 0; i--)
                {
                    request[random.Next(request.Length)] = (byte)random.Next(256);
                }
                int status = await StatusAsync(arm, request, TimeSpan.FromSeconds(0.5));
                if (status >= 500 && status is not (501 or 505))
                {
                    wrong.Add($"{status}: {Convert.ToBase64String(request)}");
                }
            }
        );
        Assert.Empty(wrong);
    }

    private static byte[] Request(LocalArm arm, string method, string path, byte[] body) =>
        [
            .. Encoding.ASCII.GetBytes(
                $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {arm.Bearer(arm.Server.OperatorPrincipalId)}\r\n"
                    + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"
            ),
            .. body,
        ];

    // The status of the answer; 0 without one, when the server closes the connection or waits for the rest of a request.
    internal static async Task<int> StatusAsync(LocalArm arm, byte[] request, TimeSpan? wait = null)
    {
        TimeSpan patience = wait ?? TimeSpan.FromSeconds(20);
        using TcpClient client = new();
        await client.ConnectAsync("127.0.0.1", arm.Server.Endpoint.Port, Cancel);
        await using SslStream tls = new(client.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { arm.Server.CertificateAuthority },
                },
            },
            Cancel
        );
        try
        {
            await tls.WriteAsync(request, Cancel);
            using StreamReader reader = new(tls, Encoding.Latin1);
            string? line = await reader.ReadLineAsync(Cancel).AsTask().WaitAsync(patience, Cancel);
            return line?.Split(' ') is [_, var status, ..] && int.TryParse(status, out int code) ? code : 0;
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            return 0;
        }
    }
}
