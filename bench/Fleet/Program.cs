using System.Globalization;
using Fleet.Bench;
using LocalAzure.Settings;

// Twenty images against one LocalAzure: all in one run, and one after another in runs of their own, as ratios. Requests and processor time
// with builds of three seconds, as LocalAzure's are; the wall time of all against one image with builds of thirty, because the pipeline's
// own work is minutes shorter than any build in Azure. Every scenario has a cloud and a cache of compiled templates of its own.
// Usage: dotnet run -c Release --project bench/Fleet [-- IMAGES]; with --kinds what was asked.

TimeSpan quick = Durations.Quick.Distributing;
TimeSpan slow = TimeSpan.FromSeconds(30);
int count = args.Where(arg => arg != "--kinds")
    .Select(arg => int.Parse(arg, CultureInfo.InvariantCulture))
    .FirstOrDefault(20);
using FleetFolder folder = new(count);
string[] chosen = [$"--image={folder.Images[0]}"];
(MeasuredRun one, _) = await MeasureAsync("one", slow, [chosen]);
(MeasuredRun all, _) = await MeasureAsync(
    "all",
    slow,
    [
        [],
    ]
);
(MeasuredRun fleet, int built) = await MeasureAsync(
    "fleet",
    quick,
    [
        [],
    ]
);
(MeasuredRun inTurn, int builtInTurn) = await MeasureAsync(
    "in-turn",
    quick,
    folder.Images.Select(image => (string[])[$"--image={image}"])
);

double wall = all.Wall / one.Wall;
double requests = (double)fleet.Requests / inTurn.Requests;
double processor = fleet.Processor / inTurn.Processor;
Say($"one image, slow build:   {one.Wall.TotalSeconds, 6:F1} s");
Say($"{count} images, slow builds: {all.Wall.TotalSeconds, 6:F1} s");
Say(
    $"{count} images:              {fleet.Wall.TotalSeconds, 6:F1} s, processor {fleet.Processor.TotalSeconds, 6:F1} s, {fleet.Requests} requests, {built} built"
);
Say(
    $"{count} one by one:          {inTurn.Wall.TotalSeconds, 6:F1} s, processor {inTurn.Processor.TotalSeconds, 6:F1} s, {inTurn.Requests} requests, {builtInTurn} built"
);
Say($"wall time, all : one         {wall:F2} (goal 1.50)");
Say($"requests, all : one by one   {requests:F2} (goal 0.25)");
Say($"processor, all : one by one  {processor:F2} (goal 0.25)");
return built == count && fleet.Failed + all.Failed == 0 && wall <= 1.5 && requests < 0.25 && processor < 0.25 ? 0 : 1;

async Task<(MeasuredRun Run, int Built)> MeasureAsync(string name, TimeSpan distributing, IEnumerable<string[]> runs)
{
    await using CountedCloud cloud = await CountedCloud.StartAsync(folder, name, distributing);
    MeasuredRun run = MeasuredRun.Of(folder, cloud, name, runs);
    if (args.Contains("--kinds"))
    {
        Say($"{name}:");
        foreach ((string kind, int asked) in cloud.Kinds)
        {
            Say($"  {asked, 5} {kind}");
        }
    }
    return (run, cloud.Images);
}

static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
