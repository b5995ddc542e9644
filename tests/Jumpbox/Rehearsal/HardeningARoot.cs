using System.Text.RegularExpressions;
using Jumpbox.Customizer;
using Jumpbox.Rehearsal;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>The profiles in a real root file system: each item's check fails before its step and passes after it.</summary>
public sealed partial class HardeningARoot : IDisposable
{
    private readonly RehearsalLab _lab = new();

    // What Ubuntu has by itself, or the base lacks, so that its check passes without the step.
    private static readonly string[] Natural =
    [
        "1.4.2",
        "1.5.2",
        "1.5.4",
        "1.5.5",
        "2.1",
        "2.2",
        "2.4.1",
        "2.4.1.8-deny",
        "3.1.3",
        "5.4.1.3",
        "5.4.1.4",
        "7.1",
        "7.1-shadow",
        "7.1.10",
    ];

    [Theory]
    [InlineData(HardeningProfile.CisL1)]
    [InlineData(HardeningProfile.CisL2)]
    public async Task Each_items_check_fails_before_its_step_and_passes_after_it(HardeningProfile profile)
    {
        _lab.Settings = _lab.Settings with
        {
            Customizer = _lab.Settings.Customizer with
            {
                Profile = profile,
                // The mirror of the tests has no packages of Ubuntu.
                OptOuts = new Dictionary<string, string> { ["6.2.1.1"] = "no archive in this test" },
            },
        };
        CustomizerPlan plan = _lab.Request.Plan;
        CustomizerStep[] Named(IReadOnlyList<CustomizerStep> steps, params string[] names) =>
            [.. steps.Where(step => names.Contains(step.Name))];

        RehearsalResult result = await _lab.RunAsync(
            _lab.Request with
            {
                Plan = new CustomizerPlan(
                    [
                        .. Named(plan.Customize, "wait-for-cloud-init"),
                        Before(plan.Validate.Single(step => step.Name == "hardening")),
                        .. Named(plan.Customize, "harden-sshd", "harden-system", "release-file", "hygiene"),
                    ],
                    Named(plan.Validate, "sshd-effective", "hardening", "hygiene")
                ),
            }
        );

        Assert.True(result.Failed is null, _lab.Log());
        string log = _lab.Log();
        string before = log[..log.IndexOf("step harden-system", StringComparison.Ordinal)];
        string[] failed = [.. Failed().Matches(before).Select(match => match.Groups["id"].Value)];
        string[] expected =
        [
            .. HardeningCatalogue
                .All.Where(item => item.Kind is not ("" or "sshd") && item.Profile <= profile)
                .Select(item => item.Id)
                .Except([.. Natural, "6.2.1.1"]),
        ];
        Assert.Empty(expected.Except(failed));
        Assert.Contains("item 6.2.1.1 is left out: no archive in this test", log, StringComparison.Ordinal);
    }

    public void Dispose() => _lab.Dispose();

    private static CustomizerStep Before(CustomizerStep check) =>
        new(
            "before",
            [
                "cat >/tmp/check <<'END_OF_CHECK'",
                .. check.Inline,
                "END_OF_CHECK",
                "sudo -n sh -e /tmp/check 2>&1 || :",
                "rm -f /tmp/check",
            ]
        );

    [GeneratedRegex("FAILED hardening: item (?<id>[^:]+):")]
    private static partial Regex Failed();
}
