using System.Globalization;
using CsCheck;
using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

/// <summary>Which release is taken, compared with plain arithmetic.</summary>
public sealed class ChoosingReleases
{
    private static readonly DateTimeOffset Now = PublisherWorld.Now;

    private static readonly ToolDefinition Tool = ToolCatalogue
        .Load(Path.Combine(SampleSettings.Root, ToolCatalogue.DefaultPath))
        .Find("helm")!;

    private static readonly Gen<Sample> Samples = Gen.Select(
        Gen.Int[0, 4],
        Gen.Int[0, 12],
        Gen.Int[0, 12],
        Gen.Bool,
        Gen.Bool,
        Gen.Int[0, 20],
        (major, minor, patch, prerelease, draft, age) => new Sample(major, minor, patch, prerelease, draft, age)
    );

    private static IReadOnlyList<ReleaseCandidate> Choose(string constraint, IEnumerable<GitHubRelease> releases) =>
        ReleaseChoice
            .Order(Tool with { Constraint = constraint }, [.. releases], null, TimeSpan.FromDays(7), Now)
            .Candidates;

    [Fact]
    public void The_highest_version_of_the_line_is_taken_whatever_the_order_and_the_dates() =>
        Gen.Select(Samples.Array[1, 30], Gen.Int[1, 4])
            .Sample(
                (samples, major) =>
                {
                    (int, int, int)[] expected =
                    [
                        .. samples
                            .Where(one => one.Major == major && !one.Prerelease && !one.Draft && one.AgeDays >= 7)
                            .Select(one => (one.Major, one.Minor, one.Patch))
                            .OrderDescending()
                            .Take(1),
                    ];
                    (int, int, int)[] chosen =
                    [
                        .. Choose($"^{major}.0.0", samples.Select(one => one.ToRelease())).Take(1).Select(Numbers),
                    ];
                    return expected.SequenceEqual(chosen);
                }
            );

    [Fact]
    public void A_tool_that_stays_behind_takes_the_newest_release_that_is_so_many_minor_versions_back()
    {
        Sample[] samples =
        [
            new(1, 37, 1, false, false, 9),
            new(1, 36, 5, false, false, 9),
            new(1, 35, 2, false, false, 9),
        ];
        GitHubRelease[] releases = [.. samples.Append(new(1, 35, 8, false, false, 9)).Select(one => one.ToRelease())];

        string[] Taken(int behind, int count) =>
            [
                .. ReleaseChoice
                    .Order(
                        Tool with
                        {
                            Constraint = "^1.30.0",
                            MinorsBehind = behind,
                        },
                        releases[..count],
                        null,
                        TimeSpan.FromDays(7),
                        Now
                    )
                    .Candidates.Select(one => one.Version),
            ];

        Assert.Equal(["1.35.8", "1.35.2"], Taken(2, 4));
        Assert.Equal(["1.36.5", "1.35.8", "1.35.2"], Taken(1, 4));
        Assert.Empty(Taken(2, 2));
    }

    [Fact]
    public void A_narrower_constraint_never_takes_what_a_wider_one_refuses() =>
        Gen.Select(Samples.Array[1, 30], Gen.Int[1, 4], Gen.Int[0, 12])
            .Sample(
                (samples, major, minor) =>
                {
                    GitHubRelease[] releases = [.. samples.Select(one => one.ToRelease())];
                    IEnumerable<string> wide = Choose($"^{major}.{minor}.0", releases).Select(one => one.Version);
                    IEnumerable<string> narrow = Choose($"~{major}.{minor}.0", releases).Select(one => one.Version);
                    return !narrow.Except(wide).Any();
                }
            );

    [Fact]
    public void Every_release_is_taken_or_refused_with_a_reason() =>
        Samples
            .Array[1, 30]
            .Sample(samples =>
            {
                (IReadOnlyList<ReleaseCandidate> taken, IReadOnlyList<RefusedRelease> refused) = ReleaseChoice.Order(
                    Tool,
                    [.. samples.Select(one => one.ToRelease())],
                    null,
                    TimeSpan.FromDays(7),
                    Now
                );
                return taken.Count + refused.Count == samples.Length && refused.All(one => one.Reason.Length > 0);
            });

    [Fact]
    public void Nothing_in_a_tag_gets_through_that_a_shell_or_a_path_would_mind() =>
        Gen.Char["0123456789.;$`'\"\\/ \n\u00e9-rf+~"]
            .Array[1, 20]
            .Select(characters => "v" + new string(characters))
            .Sample(tag =>
                Choose(">=0.0.0", [new GitHubRelease(tag, false, false, Now.AddYears(-1), "https://x", [])])
                    .All(one =>
                        one.Version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-')
                        && !one.Version.Contains("..", StringComparison.Ordinal)
                    )
            );

    private static (int, int, int) Numbers(ReleaseCandidate candidate)
    {
        int[] parts = [.. candidate.Version.Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        return (parts[0], parts[1], parts[2]);
    }

    private sealed record Sample(int Major, int Minor, int Patch, bool Prerelease, bool Draft, int AgeDays)
    {
        public GitHubRelease ToRelease() =>
            new(
                $"v{Major}.{Minor}.{Patch}{(Prerelease ? "-rc.1" : "")}",
                Draft,
                Prerelease,
                Draft ? null : Now.AddDays(-AgeDays),
                "https://github.com/helm/helm",
                []
            );
    }
}
