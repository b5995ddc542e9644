using Jumpbox.Evidence;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Report;
using Jumpbox.Settings;
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
        IReadOnlyDictionary<string, string> list = SettingsList.Of(SampleSettings.Read("tags.a=b"));

        Assert.Equal("eastus2", list["location"]);
        Assert.Equal("Standard_D2ds_v4", list["buildVm.size"]);
        Assert.Equal("b", list["tags.a"]);
        Assert.Equal(list, SettingsList.Parse(SettingsList.ToJson(list)));
    }
}
