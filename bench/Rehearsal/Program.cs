using System.Globalization;
using Jumpbox.Customizer;
using Jumpbox.Rehearsal;
using Jumpbox.Tests.Rehearsal;
using Jumpbox.Tools;
using Rehearsal.Bench;

// Usage: Rehearsal.Bench [MBIT=300] [MILLISECONDS=20] [ROUNDS=3]. Needs an engine for rehearsals, and Ubuntu's archive.
long megabits = Argument(0, 300);
TimeSpan roundTrip = TimeSpan.FromMilliseconds(Argument(1, 20));
int rounds = (int)Argument(2, 3);
LinkShape link = new(megabits * 1_000_000, roundTrip);

using SyntheticMirror mirror = new(ToolSizes.Of);
ToolDefinition[] tools = [.. mirror.Pins.Catalogue.Select(mirror.Settings.Tools)];
long index = await UbuntuArchive.CopyAsync(mirror.Folder, "noble", mirror.Pins.Lock.AptSnapshot);
long bytes = index + tools.Sum(tool => mirror.Pins.Lock.Find(tool.Name)!.Find("amd64", "noble")!.Size!.Value);
double bound = bytes * 8.0 / link.BitsPerSecond;

RehearsalRequest request = RehearsalRequest.For(mirror.Settings, mirror.Pins, Repository.Root) with
{
    Mirror = mirror.Folder,
    Output = Directory.CreateTempSubdirectory("jumpbox-bench-").FullName,
    Link = new ShapedLink(link).CarryAsync,
};
string[] measured = ["download-tools", "install-packages", "install-tools"];
CustomizerPlan ours = new([.. request.Plan.Customize.Where(step => measured.Contains(step.Name))], []);
OriginalSteps.Answer(mirror.Folder);
CustomizerPlan original = OriginalSteps.Plan(mirror.Pins, tools);

RehearsalRun rehearsal = new(RehearsalEngines.All(), TimeProvider.System, _ => { });
List<double> sequential = [];
List<double> together = [];
List<double> downloads = [];
try
{
    // The first round of both pays for compiling the server's and the link's code.
    _ = await RunAsync(original);
    _ = await RunAsync(ours);
    for (int round = 0; round < rounds; round++)
    {
        // In turn, so that whatever else this machine does meets both alike.
        sequential.Add((await RunAsync(original)).Steps.Sum(step => step.Seconds));
        RehearsalResult result = await RunAsync(ours);
        together.Add(result.Steps.Sum(step => step.Seconds));
        downloads.Add(result.Steps.Single(step => step.Name == "download-tools").Seconds);
        Print(
            $"  {string.Join(", ", result.Steps.Select(step => FormattableString.Invariant($"{step.Name} {step.Seconds:F2}")))}"
        );
    }
}
finally
{
    Directory.Delete(request.Output, recursive: true);
}

Print(
    $"{tools.Length} files and the package index, {bytes / 1e6:F0} MB, {megabits} Mbit/s, round trip {roundTrip.TotalMilliseconds:F0} ms, {rounds} rounds, medians"
);
Print($"bound, bytes / bandwidth          {bound, 7:F2} s");
Print($"original order, one after another {Median(sequential), 7:F2} s   ({All(sequential)})");
Print($"ours, all of it                   {Median(together), 7:F2} s   ({All(together)})");
Print($"ours, download-tools alone        {Median(downloads), 7:F2} s   ({All(downloads)})");
Print(
    $"original / ours                   {Median(sequential) / Median(together), 7:F2}     of the best rounds {Best(sequential) / Best(together):F2}"
);
Print(
    $"download-tools / bound            {Median(downloads) / bound, 7:F2}     of the best rounds {Best(downloads) / bound:F2}"
);
return 0;

async Task<RehearsalResult> RunAsync(CustomizerPlan plan)
{
    RehearsalRequest run =
        plan == original
            ? request with
            {
                Plan = plan,
                Egress = [.. request.Egress, .. OriginalSteps.Hosts, UbuntuArchive.Host],
            }
            : request with
            {
                Plan = plan,
            };
    RehearsalResult result = await rehearsal.RunAsync(run, CancellationToken.None);
    result.RequireSuccess(request.Output);
    return result;
}

long Argument(int index, long otherwise) =>
    args.Length > index ? long.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;

// Both parts in turn, in one run; the best of each says what the machine can do when it is left alone.
static double Best(List<double> values) => values.Min();

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static string All(List<double> values) =>
    string.Join(", ", values.Select(value => value.ToString("F2", CultureInfo.InvariantCulture)));

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
