using System.Diagnostics;
using System.Globalization;
using Jumpbox.Pins;
using Jumpbox.Tests.Tools;
using Jumpbox.Tools;
using Tools.Bench;

// Usage: Tools.Bench [MILLISECONDS=100] [ROUNDS=3]. Resolves the whole catalogue against local publishers that answer each
// request after MILLISECONDS: all at once, tool after tool, request after request, and each tool alone.
TimeSpan latency = TimeSpan.FromMilliseconds(Argument(0, 100));
int rounds = (int)Argument(1, 3);
ToolLock pins = ToolLock.Load(Path.Combine(Repository.Root, ToolLock.DefaultPath));

List<double> together = [];
List<double> byTool = [];
List<double> byRequest = [];
List<double> slowest = [];
int requests = 0;
_ = await MeasureAsync(TogetherAsync, single: false); // The first run pays for compiling the code.
for (int round = 0; round < rounds; round++)
{
    // In turn, so that whatever else this machine does meets all alike.
    byRequest.Add(await MeasureAsync(TogetherAsync, single: true));
    byTool.Add(await MeasureAsync(InTurnAsync, single: false));
    together.Add(await MeasureAsync(TogetherAsync, single: false));
    slowest.Add(await SlowestAsync());
}

Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{pins.Tools.Count} tools, {requests} requests, {latency.TotalMilliseconds:0} ms each"
    )
);
Show("request after request", byRequest);
Show("tool after tool", byTool);
Show("all at once (ours)", together);
Show("slowest tool alone", slowest);
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"tool after tool : all at once = {Median(byTool) / Median(together):0.0}"
    )
);
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"request after request : all at once = {Median(byRequest) / Median(together):0.0}"
    )
);
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"all at once : slowest tool alone = {Median(together) / Median(slowest):0.00}"
    )
);

async Task<double> MeasureAsync(Func<PublisherSession, PublisherWorld, Task<double>> resolve, bool single)
{
    await using PublisherWorld world = await PublishAsync();
    using SemaphoreSlim gate = new(1);
    GitHubOptions options = new(GitHubOptions.PublicApi, null, world.CacheFolder, TimeSpan.FromMinutes(1));
    using PublisherSession session = new(
        options,
        () => single ? new OneAtATime(world.Server.Network(), gate) : world.Server.Network(),
        world.Trust,
        world.Time
    );
    double seconds = await resolve(session, world);
    requests = Math.Max(requests, world.Server.Seen.Count);
    return seconds;
}

async Task<double> TogetherAsync(PublisherSession session, PublisherWorld world)
{
    long start = Stopwatch.GetTimestamp();
    Demand(await session.Resolver.ResolveAsync(world.Catalogue.Tools, null, Options(), CancellationToken.None));
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

async Task<double> InTurnAsync(PublisherSession session, PublisherWorld world)
{
    long start = Stopwatch.GetTimestamp();
    foreach (ToolDefinition tool in world.Catalogue.Tools)
    {
        Demand([await session.Resolver.ResolveAsync(tool, null, Options(), CancellationToken.None)]);
    }
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

async Task<double> SlowestAsync()
{
    double most = 0;
    foreach (LockedTool tool in pins.Tools)
    {
        most = Math.Max(
            most,
            await MeasureAsync(
                async (session, world) =>
                {
                    long start = Stopwatch.GetTimestamp();
                    ToolDefinition one = world.Tool(tool.Name);
                    Demand([await session.Resolver.ResolveAsync(one, null, Options(), CancellationToken.None)]);
                    return Stopwatch.GetElapsedTime(start).TotalSeconds;
                },
                single: false
            )
        );
    }
    return most;
}

async Task<PublisherWorld> PublishAsync()
{
    PublisherWorld world = await PublisherWorld.StartAsync();
    foreach (ToolDefinition tool in world.Catalogue.Tools)
    {
        string version = pins.Find(tool.Name)!.Version;
        world.Publish(tool.Name, version);
        foreach (string suite in tool.Apt?.Suites ?? [])
        {
            world.PublishPackage($"{version}-1~{suite}", suite);
        }
    }
    world.Server.Latency = latency;
    return world;
}

static ResolveOptions Options() => new(TimeSpan.FromDays(7), Download: false);

static void Demand(IReadOnlyList<ToolResolution> resolutions)
{
    if (resolutions.FirstOrDefault(one => one.Failure is not null) is { } failed)
    {
        throw new InvalidOperationException($"{failed.Tool.Name}: {failed.Failure}");
    }
}

static void Show(string name, List<double> seconds) =>
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name, -24} median {Median(seconds):0.00} s of {string.Join(", ", seconds.Select(one => one.ToString("0.00", CultureInfo.InvariantCulture)))}"
        )
    );

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

long Argument(int index, long otherwise) =>
    args.Length > index ? long.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
