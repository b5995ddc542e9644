using System.Diagnostics;
using System.Globalization;
using Start.Bench;

// The warm start of `./build.sh --description` against the one of the stock Frosting bootstrapper, `dotnet run --project
// build/Build -- --description`, both with everything built; then whole runs of Build and Cleanup against LocalAzure, in
// processor time, least of the rounds, and methods compiled just in time.
// Usage: dotnet run -c Release --project bench/Start [-- ROUNDS]

int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
string root = Repository.Root;
(string, string[]) ours = ("./build.sh", ["--description"]);
(string, string[]) stock = ("dotnet", ["run", "--project", "build/Build", "--", "--description"]);

string wanted = Run(ours).Text;
if (!await IsCompiledAheadAsync())
{
    Console.WriteLine("The program is not compiled ahead here (build/ahead.sh): the plain one is measured.");
}

// The build's own output comes before the program's.
if (!Run(stock).Text.EndsWith(wanted, StringComparison.Ordinal))
{
    Console.Error.WriteLine("The two do not print the same.");
    return 1;
}
List<double> fast = [];
List<double> slow = [];
List<WholeRun> builds = [];
List<WholeRun> cleanups = [];
for (int round = 0; round < rounds; round++)
{
    // In turn, so that whatever else this machine does meets both alike.
    fast.Add(Run(ours).Milliseconds);
    slow.Add(Run(stock).Milliseconds);
    (WholeRun build, WholeRun cleanup) = WholeRun.Measure(root);
    builds.Add(build);
    cleanups.Add(cleanup);
}
double ratio = Median(slow) / Median(fast);
Say($"./build.sh --description                       median {Median(fast):F0} ms of {rounds}");
Say($"dotnet run --project build/Build -- --description  median {Median(slow):F0} ms of {rounds}");
Say($"ratio {ratio:F1} (goal 8)");
SayLeast("Build", builds, " (goal 600)");
SayLeast("Cleanup", cleanups, "");
return ratio >= 8 ? 0 : 1;

(string Text, double Milliseconds) Run((string Program, string[] Arguments) command)
{
    ProcessStartInfo start = new(command.Program, command.Arguments)
    {
        WorkingDirectory = root,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    long started = Stopwatch.GetTimestamp();
    using Process process = Process.Start(start)!;
    Task<string> errors = process.StandardError.ReadToEndAsync();
    string text = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    double milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    return process.ExitCode == 0
        ? (text, milliseconds)
        : throw new InvalidOperationException($"{command.Program} ended with {process.ExitCode}: {errors.Result}");
}

// The first start after a change compiles ahead in the background; the second one uses it.
async Task<bool> IsCompiledAheadAsync()
{
    string runs = Path.Combine(root, "build/Build/bin/run");
    for (int second = 0; second < 180; second++)
    {
        string[] folders = Directory.GetDirectories(runs);
        string newest = folders
            .Where(folder => !Path.GetFileName(folder).Contains('.', StringComparison.Ordinal))
            .MaxBy(Directory.GetCreationTimeUtc)!;
        if (folders.Contains($"{newest}.ahead"))
        {
            return true;
        }
        if (!folders.Contains($"{newest}.ahead.part") && second > 10)
        {
            return false;
        }
        await Task.Delay(TimeSpan.FromSeconds(1));
    }
    return false;
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static void SayLeast(string target, List<WholeRun> runs, string goal) =>
    Say(
        $"./build.sh --target={target, -8} processor {runs.Min(run => run.Milliseconds):F0} ms{goal}, {runs.Min(run => run.Methods)} methods compiled just in time"
    );

static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
