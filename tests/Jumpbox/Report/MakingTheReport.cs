using System.Text;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Report;
using Jumpbox.Settings;
using Jumpbox.Tests.Assessing;
using Jumpbox.Tests.Evidence;
using Report.Tests;

namespace Jumpbox.Tests.Report;

public sealed class MakingTheReport : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-history-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_good_image_has_its_facts_tools_and_times()
    {
        ReportModel report = SampleReport.Good();

        Assert.NotEmpty(report.Facts);
        Assert.Contains(report.Tools, tool => tool.Name == "kubectl");
        Assert.Equal("", report.Failure);
        Assert.All(report.Bars, bar => Assert.InRange(bar.Left, 0, 1000));
        Assert.Contains(report.Bars, bar => bar.Name == "Build");
        Assert.NotEmpty(report.Ticks);
    }

    [Fact]
    public void Rules_that_did_not_pass_come_first() =>
        Assert.Equal(["clean-tree", "real-cloud"], SampleReport.Good().Rules.Select(rule => rule.Name));

    [Fact]
    public void Opt_outs_and_the_assessment_of_these_steps_are_shown_with_their_reasons()
    {
        ReportInput input = SampleReport.Input(failed: false);
        input = input with
        {
            Settings = input.Settings with
            {
                Customizer = input.Settings.Customizer with
                {
                    Profile = HardeningProfile.CisL1,
                    OptOuts = new Dictionary<string, string> { ["5.4.3.2"] = "long reviews" },
                },
            },
        };
        ReportModel With(string assessed, string steps) =>
            ReportBuilder.Create(
                input with
                {
                    Files = new Dictionary<string, byte[]>(input.Files)
                    {
                        [EvidenceFiles.Assessment] = Encoding.UTF8.GetBytes(assessed),
                        [EvidenceFiles.Customizer] = Encoding.UTF8.GetBytes(steps),
                    },
                }
            );
        ReportModel report = With(SampleAssessment.Of("steps").ToJson(), "steps");

        Assert.Contains(
            report.Facts,
            fact => fact.Text == "cis-l1, left out by customizer.optOuts: 5.4.3.2 (long reviews)"
        );
        Assert.All(
            [ReportWriter.Html(report), ReportWriter.Markdown(report)],
            page =>
            {
                Assert.Contains("75 % of 4 applicable rules passed", page, StringComparison.Ordinal);
                Assert.Contains("replaced, not patched", page, StringComparison.Ordinal);
            }
        );
        Assert.StartsWith(
            "unknown: ",
            With(SampleAssessment.Of("steps").ToJson(), "others").Assessed,
            StringComparison.Ordinal
        );
        Assert.StartsWith("unknown: ", With("{}", "steps").Assessed, StringComparison.Ordinal);
        Assert.Equal("", ReportBuilder.Create(input).Assessed);
    }

    [Fact]
    public void A_failed_build_has_its_failure_with_cures_and_no_tools()
    {
        ReportModel report = SampleReport.Failed();

        Assert.Contains("download-tools", report.Failure, StringComparison.Ordinal);
        Assert.NotEmpty(report.Cures);
        Assert.NotEmpty(report.Causes);
        Assert.NotEmpty(report.FailingLines);
        Assert.Empty(report.Tools);
    }

    [Fact]
    public void The_findings_of_Prereqs_have_their_state_and_cure()
    {
        ReportModel report = SampleReport.Good();

        Assert.Equal(["fail", "pass", "unknown", "warn"], report.Prereqs.Select(row => row.State).Order());
        Assert.Contains(report.Prereqs, row => row.Detail.Contains("az network nat gateway create"));
    }

    [Fact]
    public void What_differs_from_the_image_before_is_told()
    {
        IReadOnlyList<ReportRow> differences = SampleReport.Good().Differences;

        Assert.Contains(differences, row => row is { State: "added" } && row.Name.StartsWith("tool "));
        Assert.Contains(differences, row => row is { State: "changed" } && row.Text.StartsWith("0.9.0"));
        Assert.Contains(differences, row => row.Name == "setting buildVm.size");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"findings":[null]}""")]
    public void A_broken_check_of_the_lock_leaves_newer_releases_unknown(string text)
    {
        ReportInput input = SampleReport.Input(failed: false);

        ReportModel model = ReportBuilder.Create(
            input with
            {
                Files = new Dictionary<string, byte[]>(input.Files)
                {
                    [EvidenceFiles.LockCheck] = System.Text.Encoding.UTF8.GetBytes(text),
                },
            }
        );

        Assert.Contains("lock-check.json cannot be read", ReportWriter.Html(model), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_yet_is_stated_with_the_target_that_finds_it_out()
    {
        ReportInput input = SampleReport.Input(failed: false);

        ReportModel built = ReportBuilder.Create(
            input with
            {
                Verdict = null,
                Logs = new LogSummary(CustomizationLog.Empty, CustomizationLog.Empty),
            }
        );

        Assert.Equal(
            ["release", "build log", "checks in the image", "packages", "vulnerabilities", "newer releases"],
            built.Unknown.Select(row => row.Name)
        );
        Assert.Contains("Not known yet", ReportWriter.Html(built), StringComparison.Ordinal);
        Assert.Contains(
            "| release | Whether the image may be released: Gate has not run. The target Gate decides. |",
            ReportWriter.Markdown(built),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["packages", "vulnerabilities", "newer releases"],
            SampleReport.Good().Unknown.Select(row => row.Name)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Port_80_is_named_only_for_the_original_network(bool recommended)
    {
        ReportInput input = SampleReport.Input(failed: false);
        NetworkSettings network = input.Settings.Network;
        ReportModel report = ReportBuilder.Create(
            input with
            {
                Settings = input.Settings with
                {
                    Network = recommended ? network : network with { ContainerInstanceSubnetId = null },
                },
            }
        );

        Assert.NotEqual(recommended, ReportWriter.Html(report).Contains("TCP 443, 80", StringComparison.Ordinal));
        Assert.NotEqual(
            recommended,
            ReportWriter.Markdown(report).Contains("TCP 443 and 80", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_network_that_was_not_checked_is_unknown()
    {
        ReportModel report = ReportBuilder.Create(
            SampleReport.Input(failed: false) with
            {
                Files = new Dictionary<string, byte[]>(),
            }
        );

        Assert.DoesNotContain("Checked by Prereqs", ReportWriter.Html(report), StringComparison.Ordinal);
        Assert.Contains(
            "no result of Prereqs about the network",
            ReportWriter.Markdown(report),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_cell_below_a_heading_has_its_label_for_a_narrow_window()
    {
        string html = ReportWriter.Html(SampleReport.Good());

        foreach (
            string label in (string[])["Verdict", "Version", "Verified by", "Last check", "SHA-256", "Time", "State"]
        )
        {
            Assert.Contains($"data-label=\"{label}\"", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_evidence_there_is_still_a_report()
    {
        ReportModel report = ReportBuilder.Create(
            SampleReport.Input(failed: true) with
            {
                Files = new Dictionary<string, byte[]>(),
                Before = null,
                Run = RunTimes.None,
            }
        );

        Assert.Empty(report.Prereqs);
        Assert.Empty(report.Differences);
    }

    [Fact]
    public void Noise_of_the_log_is_folded_and_a_long_log_loses_its_middle()
    {
        IEnumerable<LogLine> lines = Enumerable
            .Range(1, 5000)
            .Select(number => new LogLine(
                number,
                null,
                $"line {number}",
                number is 2 or 3 ? LogLineKind.Noise : LogLineKind.Said
            ));

        IReadOnlyList<ReportLine> folded = ReportBuilder.Fold(lines);

        Assert.Equal(["said", "noise", "said"], folded.Take(3).Select(line => line.Kind));
        Assert.Equal(4001, folded.Count);
        Assert.Equal("line 5000", folded[^1].Text);
    }

    [Fact]
    public void The_newest_image_of_other_content_before_this_one_is_remembered()
    {
        PreviousImage history = new(_folder);
        ImageRecord now = SampleRecord.Good;
        Assert.Null(history.Before(now));
        IReadOnlyDictionary<string, string> settings = SettingsList.Of(SampleSettings.Read());
        history.Remember(Earlier('d', 9), "{}", settings);
        history.Remember(Earlier('e', 2), "{}", settings);
        history.Remember(Earlier('f', -2), "{}", settings);
        history.Remember(now, "{}", settings);

        RememberedImage before = history.Before(now)!;

        Assert.Equal(new string('e', 64), before.Record.ContentHash);
        Assert.Equal(settings, before.Settings);
        Assert.Equal("{}", before.Bill);
        Assert.Equal(new string('d', 64), history.Before(now, [new string('e', 64)])!.Record.ContentHash);

        ImageRecord Earlier(char hash, int days) =>
            now with
            {
                ContentHash = new string(hash, 64),
                Started = now.Started.AddDays(-days),
                Finished = now.Finished.AddDays(-days),
            };
    }

    [Fact]
    public void The_list_of_settings_names_each_by_its_path()
    {
        IReadOnlyDictionary<string, string> list = SettingsList.Of(
            SampleSettings.Read("tags.a=b", "gate.vulnerabilities.critical=0")
        );
        Assert.DoesNotContain(list.Keys, key => key is "gate.vulnerabilityLimits" or "gate.overridden");

        Assert.Equal("eastus2", list["location"]);
        Assert.Equal("Standard_D2ds_v4", list["buildVm.size"]);
        Assert.Equal("b", list["tags.a"]);
        Assert.Equal(list, SettingsList.Parse(SettingsList.ToJson(list)));
    }
}
