using System.Globalization;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Checks;
using Prereqs.Bench;

// Prereqs against a big network behind 100 ms: how many requests, and how near to the longest chain of requests that have
// to wait for one another. Usage: dotnet run -c Release --project bench/Prereqs [-- LATENCY_MS [ROUNDS]]

int latency = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;

PaperAzure azure = BigWorld.Build();
azure.Latency = TimeSpan.Zero;
await azure.CheckAsync(); // warms the runtime up
double cold = azure.Evaluating.TotalMilliseconds;
List<double> evaluation = [];
List<double> gathering = [];
List<double> chains = [];
IReadOnlyList<CheckResult> results = [];
for (int round = 0; round < rounds; round++)
{
    azure.Latency = TimeSpan.FromMilliseconds(latency);
    chains.Add((await azure.ChainAsync(BigWorld.LongestChain)).TotalMilliseconds);
    results = await azure.CheckAsync();
    gathering.Add(azure.Gathering.TotalMilliseconds);
    evaluation.Add(azure.Evaluating.TotalMilliseconds);
}

double chain = Median(chains);
double wall = Median(gathering);
Console.WriteLine(
    $"rules: {BigWorld.SecurityRules} in {BigWorld.SecurityGroups} groups; firewall collections: {BigWorld.Collections}; "
        + $"peerings: {BigWorld.Peerings}; routes: {BigWorld.Routes}; IP group entries: {BigWorld.IpGroupEntries}; "
        + $"service tags: {BigWorld.ServiceTags}"
);
Console.WriteLine($"requests: {azure.Requests.Count}, of them distinct: {BigWorld.Distinct(azure.Requests)}");
Console.WriteLine(
    $"latency: {latency} ms; longest chain: {BigWorld.LongestChain.Count} requests, {chain:F0} ms when asked alone"
);
Console.WriteLine($"gathering: median {wall:F0} ms of {rounds}; ratio {wall / chain:F2} (goal 1.20)");
Console.WriteLine(
    $"evaluating all checks: median {Median(evaluation):F1} ms of processor time (goal 100); "
        + $"the first time, with compiling them: {cold:F0} ms"
);
Console.WriteLine(FindingsTable.Summary(results));
double worst = Median(evaluation);
foreach (
    (string shape, PaperAzure shaped) in OddRules
        .Shapes.Select(pair => (pair.Key, BigWorld.Build(pair.Value)))
        .Append(("admin rules before source ports", BigWorld.BuildManaged()))
)
{
    List<double> times = [];
    for (int round = 0; round < rounds; round++)
    {
        _ = await shaped.CheckAsync();
        times.Add(shaped.Evaluating.TotalMilliseconds);
    }
    Console.WriteLine($"evaluating {shape}: median {Median(times):F1} ms");
    worst = Math.Max(worst, Median(times));
}
return wall / chain <= 1.2 && worst <= 100 ? 0 : 1;

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
