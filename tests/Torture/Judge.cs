using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jumpbox.Journaling;
using Jumpbox.Settings;
using LocalAzure;
using LocalAzure.Server;

namespace Torture.Tests;

/// <summary>Says what is wrong after a case; the harness knows nothing else that is right or wrong.</summary>
internal static partial class Judge
{
    /// <summary>Stands in every error that the faults tell; must stand nowhere else.</summary>
    public const string Secret = "TORTURESECRETTORTURESECRETTORTURESECRET";

    private static readonly string[] Evidence =
    [
        "image.json",
        "template.json",
        "sbom.spdx.json",
        "provenance.json",
        "report.html",
        "logs/customization.log",
        "logs/validation.log",
    ];

    /// <summary>All that is wrong; empty when nothing is.</summary>
    public static IReadOnlyList<string> Problems(
        World before,
        TortureWorld world,
        IReadOnlyList<TortureRun> runs,
        JumpboxSettings settings
    ) =>
        [
            .. Runs(runs),
            .. Leftovers(before, world.Server.Snapshot()),
            .. Builds([.. world.Server.Requests]),
            .. EvidenceOf(world.Artifacts),
            .. Unwritten(world, settings),
            .. Tokens(world.Artifacts),
            .. Secrets(world.Artifacts, runs),
        ];

    private static IEnumerable<string> Runs(IReadOnlyList<TortureRun> runs)
    {
        if (runs[^1].ExitCode != 0)
        {
            yield return $"after {runs.Count} runs the last one ended with {runs[^1].ExitCode}";
        }
        foreach (TortureRun run in runs.Where(run => !run.Died))
        {
            if (run.Output.Contains("\n   at ", StringComparison.Ordinal))
            {
                yield return "a stack trace was shown";
            }
            if (run.ExitCode is not (0 or 1))
            {
                yield return $"a run ended with {run.ExitCode}";
            }
        }
    }

    // The image and its group stay, exactly once; everything else is as it was.
    private static IEnumerable<string> Leftovers(World before, World after)
    {
        List<string> more = [.. after.ResourceIds.Except(before.ResourceIds, StringComparer.OrdinalIgnoreCase)];
        List<string> images =
        [
            .. more.Where(id => id.Contains("/Microsoft.Compute/images/", StringComparison.OrdinalIgnoreCase)),
        ];
        if (images.Count != 1)
        {
            yield return $"there are {images.Count} images";
        }
        foreach (
            string id in more.Except(images)
                .Where(id => images.Count == 0 || !images[0].StartsWith(id + "/", StringComparison.OrdinalIgnoreCase))
        )
        {
            yield return $"left over: {id}";
        }
        foreach (string id in before.ResourceIds.Except(after.ResourceIds, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"destroyed: {id}";
        }
    }

    // Built once, and never requested blindly again: after a lost response, the template is looked at first.
    private static IEnumerable<string> Builds(IReadOnlyList<LoggedRequest> requests)
    {
        int begun = requests.Count(request => IsRun(request) && request.Status is >= 200 and < 300);
        if (begun != 1)
        {
            yield return $"the image build was begun {begun} times";
        }
        LoggedRequest? last = null;
        foreach (LoggedRequest request in requests)
        {
            if (IsRun(request))
            {
                if (last is { Status: not 429 })
                {
                    yield return "the image build was asked for again blindly";
                }
                last = request;
            }
            else if (
                last is not null
                && request.Method == "GET"
                && last.Path.StartsWith(request.Path, StringComparison.OrdinalIgnoreCase)
            )
            {
                last = null;
            }
        }
    }

    public static bool IsRun(LoggedRequest request) =>
        request.Method == "POST" && request.Path.EndsWith("/run", StringComparison.Ordinal);

    private static IEnumerable<string> EvidenceOf(string artifacts)
    {
        foreach (string name in Evidence)
        {
            FileInfo file = new(Path.Combine(artifacts, name));
            if (!file.Exists || file.Length == 0)
            {
                yield return $"{name} is missing";
            }
            else if (file.Extension == ".json" && Broken(file.FullName))
            {
                yield return $"{name} is broken";
            }
        }
    }

    private static bool Broken(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) is not JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return true;
        }
    }

    /// <summary>The effects that reached the cloud and do not stand in the journal.</summary>
    public static IEnumerable<string> Unwritten(TortureWorld world, JumpboxSettings settings)
    {
        string folder = Path.Combine(world.Artifacts, "journal");
        using Journal journal = Journal.Open(folder, JournalConfiguration.For(settings), "judge", TimeProvider.System);
        HashSet<string> intended = new(
            journal.Effects.Select(effect => $"{effect.Method} {effect.Path}"),
            StringComparer.OrdinalIgnoreCase
        );
        return
        [
            .. world
                .Server.Requests.Where(IsEffect)
                .Select(request => $"{request.Method} {request.Path}")
                .Where(request => !intended.Contains(request))
                .Select(request => $"not in the journal: {request}"),
        ];
    }

    // No secret is kept longer than it is needed.
    private static IEnumerable<string> Tokens(string artifacts)
    {
        string operations = Path.Combine(artifacts, "secrets", "operations");
        if (Directory.Exists(operations) && Directory.GetFiles(operations).Length > 0)
        {
            yield return "a token of an operation was kept after its end";
        }
    }

    private static bool IsEffect(LoggedRequest request) =>
        request.Method is "PUT" or "DELETE"
        || IsRun(request)
        || request.Path.EndsWith("/cancel", StringComparison.Ordinal);

    private static IEnumerable<string> Secrets(string artifacts, IReadOnlyList<TortureRun> runs)
    {
        IEnumerable<(string Where, string Text)> written = Directory
            .EnumerateFiles(artifacts, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(artifacts, file), File.ReadAllText(file)))
            .Concat(runs.Select(run => ("the console", run.Output)));
        foreach ((string where, string text) in written)
        {
            if (text.Contains(Secret, StringComparison.Ordinal) || WebToken().IsMatch(text))
            {
                yield return $"a secret stands in {where}";
            }
        }
    }

    // Header and claims both begin so; a signature in base64 may contain the three letters by chance.
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]+\.eyJ")]
    private static partial Regex WebToken();
}
