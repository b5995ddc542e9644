using System.Text;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Report;

namespace Report.Tests;

/// <summary>The report is written whatever a machine printed, and is text of nothing but what is seen.</summary>
public sealed class AnyLogInTheReport
{
    [Theory]
    [InlineData("0001/01/01 00:00:00", "9999/12/31 23:59:59")]
    [InlineData("2001/01/01 00:00:00", "2199/12/31 23:59:59")]
    [InlineData("2026/11/20 10:00:00", "2026/11/19 10:00:00")]
    public void Times_that_no_build_has_make_no_endless_chart(string began, string ended)
    {
        CustomizationLog log = CustomizationLog.Parse(
            $"PACKER ERR {began} [INFO] (telemetry) Starting provisioner shell\n"
                + $"PACKER ERR {ended} [INFO] (telemetry) ending shell\n"
        );

        ReportModel model = ReportMaker.Make(
            SampleReport.Input(failed: false) with
            {
                Logs = new LogSummary(log, CustomizationLog.Empty),
            }
        );

        Assert.InRange(model.Ticks.Count, 1, 20);
        Assert.NotEmpty(ReportWriter.Html(model));
    }

    [Fact]
    public void A_record_with_the_time_that_services_write_for_none_is_shown()
    {
        ReportInput input = SampleReport.Input(failed: false);
        ImageRecord record = ImageRecord.Parse(Encoding.UTF8.GetString(input.Files[EvidenceFiles.Image])) with
        {
            Started = DateTimeOffset.MinValue,
            Finished = DateTimeOffset.MinValue,
        };
        Dictionary<string, byte[]> files = new(input.Files)
        {
            [EvidenceFiles.Image] = Encoding.UTF8.GetBytes(record.ToJson()),
        };

        Assert.NotEmpty(ReportWriter.Markdown(ReportMaker.Make(input with { Files = files })));
    }

    [Fact]
    public void Nothing_invisible_and_no_link_of_a_log_is_in_it()
    {
        const string Said = "![x](https://evil.example/x.png) \u202Eexe.txt \u001b]0;owned\u0007";
        CustomizationLog log = CustomizationLog.Parse(
            "PACKER ERR 2026/11/20 10:00:00 [INFO] (telemetry) Starting provisioner shell\n"
                + $"PACKER OUT ==> azure-arm: jumpbox: FAILED download-tools: {Said}\n"
                + "PACKER OUT ==> azure-arm: Script exited with non-zero exit status: 1\n",
            ended: true
        );
        ReportInput input = SampleReport.Input(failed: true) with
        {
            Logs = new LogSummary(log, CustomizationLog.Empty),
        };

        string markdown = ReportWriter.Markdown(ReportMaker.Make(input));
        string html = ReportWriter.Html(ReportMaker.Make(input));

        // In sentences the brackets are escaped; as they are they stand in the block of code alone.
        string[] blocks = markdown.Split("```");
        Assert.All(
            blocks.Where((_, at) => at % 2 == 0),
            text => Assert.DoesNotContain("![x](https://evil.example", text, StringComparison.Ordinal)
        );
        Assert.Contains("exe.txt", markdown, StringComparison.Ordinal);
        Assert.All((string[])[markdown, html], text => Assert.DoesNotContain('\u202E', text));
        Assert.All((string[])[markdown, html], text => Assert.DoesNotContain('\u001b', text));
    }
}
