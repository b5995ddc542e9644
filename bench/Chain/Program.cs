using System.Globalization;
using Build.Run;
using Chain.Bench;
using Jumpbox.Bicep;

// The pipeline's own overhead on the whole chain, against LocalAzure in this process: with answers at once, and with a delay
// before each answer as a ratio to the chain of requests that have to wait for one another.
// Usage: dotnet run -c Release --project bench/Chain [-- LATENCY_MS [ROUNDS]]; with --trace every request of the last round.

string[] numbers = [.. args.Where(arg => arg != "--trace")];
TimeSpan latency = TimeSpan.FromMilliseconds(Number(0, 100));
int rounds = (int)Number(1, 3);
string work = Directory.CreateTempSubdirectory("jumpbox-bench-").FullName;
List<ChainRun> atOnce = [];
List<ChainRun> delayed = [];
List<ChainRun> cold = [];
List<double> chains = [];
List<double> compiler = [];
try
{
    await using TemplateSet templates = Templates();
    _ = await ChainRun.MeasureAsync(TimeSpan.Zero, templates); // The first run pays for compiling the code.
    for (int round = 0; round < rounds; round++)
    {
        // In turn, so that whatever else this machine does meets all alike.
        atOnce.Add(await ChainRun.MeasureAsync(TimeSpan.Zero, templates));
        chains.Add((await ChainRun.InTurnAsync(latency, LongestChain.Requests.Count)).TotalMilliseconds);
        delayed.Add(await ChainRun.MeasureAsync(latency, templates));
        compiler.Add(await CompileAsync());
        await using TemplateSet fresh = Templates();
        cold.Add(await ChainRun.MeasureAsync(latency, fresh));
    }
}
finally
{
    Directory.Delete(work, recursive: true);
}

double chain = Median(chains);
double wall = Median(delayed.Select(Wall));
double whole = Median(cold.Select(Wall));

// Prereqs asks twice in turn while the compiler starts; the rest waits for both.
double prereqs = chain * 2 / LongestChain.Requests.Count;
double bound = Math.Max(Median(compiler), prereqs) + chain - prereqs;
if (args.Contains("--trace"))
{
    foreach (SentRequest request in delayed[^1].Requests)
    {
        Say(
            $"{request.Started.TotalMilliseconds, 7:F0} {request.Ended.TotalMilliseconds, 7:F0} {request.Method, -4} {new Uri(request.Address).AbsolutePath}"
        );
    }
}
Say(
    $"requests: {delayed[^1].Requests.Count}; asked twice without a change in between: {Repeated(delayed[^1].Requests)}"
);
Say(
    $"answers at once, compiler warm: {Median(atOnce.Select(Wall)):F0} ms, processor {Median(atOnce.Select(run => run.Processor.TotalMilliseconds)):F0} ms with the server's"
);
Say(
    $"answers after {latency.TotalMilliseconds:F0} ms: {LongestChain.Requests.Count} requests wait for one another, {chain:F0} ms asked alone"
);
Say($"  compiler warm: {wall:F0} ms; ratio {wall / chain:F2} (goal 1.20)");
Say(
    $"  compiler cold: {whole:F0} ms; its start and first template alone {Median(compiler):F0} ms; ratio {whole / bound:F2}"
);
return wall / chain <= 1.2 ? 0 : 1;

// A compiler that is named by hand is started and asked each time: what earlier runs kept counts for nothing here.
TemplateSet Templates() =>
    new(
        Path.Combine(Checkout.Root, "templates"),
        () => work,
        new Dictionary<string, string>(ProcessVariables.All)
        {
            ["BICEP_PATH"] = BicepCli.Find(ProcessVariables.All).Path,
        }
    );

async Task<double> CompileAsync()
{
    long started = System.Diagnostics.Stopwatch.GetTimestamp();
    await using TemplateSet fresh = Templates();
    fresh.Begin();
    await fresh.CompileAsync(TemplateSet.Roles);
    return System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds;
}

// A look is repeated where nothing was asked to change, and no key was fetched, since the one before.
static int Repeated(IReadOnlyList<SentRequest> requests) =>
    requests
        .Where(request => request.Method == "GET")
        .GroupBy(request => request.Address)
        .SelectMany(looks => looks.Zip(looks.Skip(1)))
        .Count(pair =>
            !requests.Any(other =>
                other.Method != "GET" && other.Started > pair.First.Started && other.Started < pair.Second.Started
            )
        );

double Number(int index, double fallback) =>
    numbers.Length > index ? double.Parse(numbers[index], CultureInfo.InvariantCulture) : fallback;

static double Wall(ChainRun run) => run.Wall.TotalMilliseconds;

static double Median(IEnumerable<double> values) =>
    values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
