using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Jumpbox.Customizer;
using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>
/// Everything that a build machine leaves, planted at once in a real root file system: before the hygiene step, which must
/// remove or report it, and after it, where the validation alone must report it.
/// </summary>
public sealed partial class PlantingLeftOvers : IDisposable
{
    private const string Boot = "/run/lock/boot";
    private readonly RehearsalLab _lab = new();

    // The account of the service itself: the rehearsal has it until its end, as Azure has.
    private static readonly string[] OfTheBuilder = ["/etc/passwd", "/etc/subuid"];

    private static readonly Plant[] All = [.. SharedKinds(), .. OwnKinds()];

    [Fact]
    public void There_are_at_least_a_hundred_kinds() => Assert.True(All.Length > 100, $"{All.Length} kinds");

    [Fact]
    public async Task What_was_planted_before_the_hygiene_step_is_removed_or_reported()
    {
        string text = await RunAsync(
            [
                .. PlantAll(),
                .. Step(plan => plan.Customize, "hygiene"),
                .. All.SelectMany(plant => StillThere(plant).Split('\n')),
            ],
            hygieneFirst: false
        );

        string[] reported = Reported(text);
        string[] present = [.. StillThereLine().Matches(text).Select(match => match.Groups["path"].Value)];
        Assert.NotEmpty(present);
        Assert.DoesNotContain("not planted: ", text, StringComparison.Ordinal);
        Assert.Empty(present.Where(path => !IsReported(path, reported)).Except(OfTheBuilder));
    }

    [Fact]
    public async Task The_validation_alone_reports_each_kind_that_came_after_the_hygiene_step()
    {
        string text = await RunAsync([.. PlantAll(), .. Step(plan => plan.Validate, "hygiene")], hygieneFirst: true);

        string[] reported = Reported(text);
        Assert.All(
            All.Where(plant => !OfTheBuilder.Contains(plant.Path)),
            plant => Assert.True(IsReported(plant.Path, reported), $"{plant.Id}: {plant.Path} is not reported")
        );
    }

    [Fact]
    public async Task What_a_machine_writes_after_its_own_start_is_not_the_images()
    {
        string text = await RunAsync(
            [
                "printf 'x\\n' >/etc/planted",
                "sleep 1.1",
                $"echo \"btime $(($(date +%s) + 60))\" >{Boot}",
                $"export LEFTOVERS_BOOT={Boot}",
                "printf 'x\\n' >/etc/fresh; printf 'x\\n' >/root/.bash_history",
                .. Step(plan => plan.Validate, "hygiene"),
            ],
            hygieneFirst: true
        );

        Assert.Contains("/etc/planted is left over", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/etc/fresh is left over", text, StringComparison.Ordinal);
        Assert.DoesNotContain(".bash_history is left over", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_settings_keep_stays_and_its_reason_is_shown()
    {
        _lab.Settings = _lab.Settings with
        {
            Customizer = _lab.Settings.Customizer with
            {
                Keep = new Dictionary<string, string> { ["/etc/corp.*"] = "the corporate settings" },
            },
        };

        string text = await RunAsync(
            ["printf 'x\\n' >/etc/corp.conf", .. Step(plan => plan.Validate, "hygiene")],
            hygieneFirst: true
        );

        Assert.Contains("jumpbox: /etc/corp.* stays: the corporate settings", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/etc/corp.conf is left over", text, StringComparison.Ordinal);
    }

    public void Dispose() => _lab.Dispose();

    private async Task<string> RunAsync(string[] commands, bool hygieneFirst)
    {
        CustomizerPlan plan = _lab.Request.Plan;
        // The tools themselves are rehearsed elsewhere.
        string[] names =
        [
            "wait-for-cloud-init",
            "harden-sshd",
            "release-file",
            .. hygieneFirst ? ["hygiene"] : Array.Empty<string>(),
        ];
        string script = string.Join('\n', ["set +e", .. commands]);
        // As root and in a file of its own, as the steps restart themselves; the builder stays who it is.
        string[] inline =
        [
            "cat >/tmp/planting <<'END_OF_PLANTING'",
            .. script.Split('\n'),
            "END_OF_PLANTING",
            "sudo -n mv /tmp/planting /run/lock/planting",
            "sudo -n sh /run/lock/planting 2>&1 || :",
        ];
        RehearsalResult result = await _lab.RunAsync(
            _lab.Request with
            {
                Plan = plan with
                {
                    Customize =
                    [
                        .. plan.Customize.Where(step => names.Contains(step.Name)),
                        new CustomizerStep("of-the-test", inline),
                    ],
                    Validate = [],
                },
            }
        );
        Assert.True(result.Failed is null, _lab.Log());
        return _lab.Log();
    }

    private string[] Step(Func<CustomizerPlan, IReadOnlyList<CustomizerStep>> steps, string name) =>
        [
            "cat >/run/lock/step <<'END_OF_STEP'",
            .. steps(_lab.Request.Plan).Single(step => step.Name == name).Inline,
            "END_OF_STEP",
            "sh -e /run/lock/step 2>&1",
        ];

    private static string[] PlantAll() =>
        [
            "ROOT=",
            // The sandbox lays its own over them.
            "umount /etc/hosts /etc/resolv.conf",
            .. All.SelectMany(plant => $"(\n{plant.Command}\n) || echo 'not planted: {plant.Id}'".Split('\n')),
        ];

    private static string StillThere(Plant plant)
    {
        if (plant.Find is not null)
        {
            return $"if (\n{plant.Find}\n); then echo 'still there: {plant.Path}'; fi";
        }
        string path = plant.Path.Split(": ")[0];
        return path.StartsWith('/')
            ? $"path=\"$(printf '{path.Replace("\\x0a", "\\n", StringComparison.Ordinal)}')\"; "
                + $"if [ -s \"$path\" ] || [ -p \"$path\" ] || [ -S \"$path\" ]; then echo 'still there: {path}'; fi"
            : ":";
    }

    private static string[] Reported(string text) =>
        [.. ReportedLine().Matches(text).Select(match => match.Groups["path"].Value)];

    private static bool IsReported(string path, string[] reported) =>
        reported.Any(one =>
            one == path
            || one.StartsWith($"{path}:", StringComparison.Ordinal)
            || one.StartsWith($"{path.TrimEnd('/')}/", StringComparison.Ordinal)
            || one == $"/usr{path}"
        );

    private static IEnumerable<Plant> SharedKinds()
    {
        using JsonDocument list = JsonDocument.Parse(File.ReadAllText(Source("leftovers.json")));
        return
        [
            .. list
                .RootElement.EnumerateArray()
                .Select(kind =>
                {
                    string id = kind.GetProperty("id").GetString()!;
                    string plant = kind.GetProperty("plant").GetString()!;
                    return new Plant(id, PathOf(id, plant), plant, kind.GetProperty("find").GetString());
                }),
        ];
    }

    private static IEnumerable<Plant> OwnKinds() =>
        File.ReadLines(Source("planted.tsv"), Encoding.ASCII)
            .Select(line => line.Split('\t'))
            .Select(cells => new Plant(cells[0], cells[1], cells[2], Find: null));

    // What a plant writes; the packages' state is reported by package.
    private static string PathOf(string id, string plant) =>
        id switch
        {
            "dpkg-config-remains" => "package gone",
            "dpkg-unfinished" => "package half",
            _ => Written().Matches(plant)[^1].Groups["path"].Value is var path
            && path.StartsWith("/./", StringComparison.Ordinal)
                ? path[2..]
                : Written().Matches(plant)[^1].Groups["path"].Value,
        };

    private static string Source(string name) => Path.Combine(Repository.Root, "tests/Jumpbox/Rehearsal", name);

    [GeneratedRegex("""> ?"\$ROOT(?<path>/[^"]+)""")]
    private static partial Regex Written();

    [GeneratedRegex("FAILED hygiene: (?<path>.*?) is left over")]
    private static partial Regex ReportedLine();

    [GeneratedRegex("still there: (?<path>.*)")]
    private static partial Regex StillThereLine();

    /// <summary>A kind: its id, what is reported, the command that leaves it, and one that finds it.</summary>
    private sealed record Plant(string Id, string Path, string Command, string? Find);
}
