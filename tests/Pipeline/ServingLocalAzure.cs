using System.Globalization;
using System.Net;

namespace Pipeline.Tests;

/// <summary>LocalAzure as a server of its own: for a new user, for a kill at any moment, and for who watches the network.</summary>
public sealed class ServingLocalAzure : IDisposable
{
    private const string Version = "?api-version=2024-03-01";
    private const string Body = """{"location":"eastus2"}""";
    private readonly PipelineRun _pipeline = new();
    private int _answers;

    [Fact]
    public async Task It_says_how_to_use_it_and_ends_cleanly_on_ctrl_C()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send.");
        using ServedProcess served = await ServedProcess.StartAsync(_pipeline, "--port=0");
        Assert.Equal(201, await served.PutAsync($"{served.Subscription}/resourceGroups/rg{Version}", Body));

        int code = await served.InterruptAsync();

        Assert.Equal(0, code);
        string said = await served.Output;
        foreach (
            string expected in new[] { "curl --cacert", ".NET", "JavaScript", "Python", "Go", "Azure CLI", "Terraform" }
        )
        {
            Assert.Contains(expected, said, StringComparison.Ordinal);
        }
        Assert.False(_pipeline.Has("secrets/serve.json"));
    }

    [Fact]
    public async Task A_kill_at_any_moment_leaves_a_store_that_opens_with_all_that_was_answered()
    {
        Random random = new(20261127);
        List<string> answered = new();
        for (int round = 0; round < 3; round++)
        {
            using ServedProcess served = await ServedProcess.StartAsync(_pipeline);
            foreach (string group in answered)
            {
                Assert.Equal(200, await served.GetAsync(group + Version));
            }
            _answers = 0;
            Task<List<string>>[] writers =
            [
                .. Enumerable.Range(0, 4).Select(writer => WriteUntilBrokenAsync(served, $"r{round}-w{writer}")),
            ];
            int enough = random.Next(5, 200);
            while (Volatile.Read(ref _answers) < enough)
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }
            served.Kill();
            List<string>[] written = await Task.WhenAll(writers);
            Assert.Contains(written, w => w.Count > 0);
            answered.AddRange(written.SelectMany(w => w));
        }
        using ServedProcess last = await ServedProcess.StartAsync(_pipeline);
        foreach (string group in answered)
        {
            Assert.Equal(200, await last.GetAsync(group + Version));
        }
    }

    [Fact]
    public async Task It_listens_on_loopback_only_and_calls_nobody()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The sockets of a process are read from /proc.");
        using ServedProcess served = await ServedProcess.StartAsync(_pipeline);
        Assert.Equal(201, await served.PutAsync($"{served.Subscription}/resourceGroups/rg{Version}", Body));

        (IPAddress Local, IPAddress Remote)[] sockets = [.. SocketsOf(served.Id)];

        Assert.NotEmpty(sockets);
        Assert.All(sockets, s => Assert.True(IPAddress.IsLoopback(s.Local), $"{s.Local} -> {s.Remote}"));
        Assert.All(
            sockets,
            s =>
                Assert.True(
                    IPAddress.IsLoopback(s.Remote) || s.Remote.Equals(IPAddress.Any),
                    $"{s.Local} -> {s.Remote}"
                )
        );
    }

    public void Dispose() => _pipeline.Dispose();

    private async Task<List<string>> WriteUntilBrokenAsync(ServedProcess served, string prefix)
    {
        List<string> written = new();
        try
        {
            for (int i = 0; ; i++)
            {
                string group = $"{served.Subscription}/resourceGroups/{prefix}-{i}";
                if (await served.PutAsync(group + Version, Body) == 201)
                {
                    written.Add(group);
                    Interlocked.Increment(ref _answers);
                }
            }
        }
        catch (HttpRequestException)
        {
            return written;
        }
    }

    private static IEnumerable<(IPAddress Local, IPAddress Remote)> SocketsOf(int process)
    {
        HashSet<string> own = Directory
            .EnumerateFiles($"/proc/{process}/fd")
            // Null for one that was closed meanwhile.
            .Select(f => new FileInfo(f).LinkTarget ?? "")
            .Where(t => t.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(t => t[8..^1])
            .ToHashSet();
        return new[] { "tcp", "tcp6" }
            .SelectMany(kind => File.ReadLines($"/proc/{process}/net/{kind}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => own.Contains(columns[9]))
            .Select(columns => (Address(columns[1]), Address(columns[2])));
    }

    // Hexadecimal words of four bytes, each in the machine's order: 0100007F:1F90.
    private static IPAddress Address(string text)
    {
        string hex = text.Split(':')[0];
        byte[] bytes =
        [
            .. Enumerable
                .Range(0, hex.Length / 8)
                .SelectMany(i =>
                    BitConverter.GetBytes(
                        uint.Parse(hex.AsSpan(i * 8, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                    )
                ),
        ];
        IPAddress address = new(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
