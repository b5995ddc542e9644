using System.Text;
using System.Text.RegularExpressions;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
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

        ReportModel model = ReportBuilder.Create(
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

        Assert.NotEmpty(ReportWriter.Markdown(ReportBuilder.Create(input with { Files = files })));
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

        string markdown = ReportWriter.Markdown(ReportBuilder.Create(input));
        string html = ReportWriter.Html(ReportBuilder.Create(input));

        // As they are the brackets stand in code alone.
        string[] blocks = markdown.Split("```");
        Assert.All(
            blocks.Where((_, at) => at % 2 == 0),
            text => Assert.DoesNotContain("![x](", Regex.Replace(text, "`[^`]+`", ""), StringComparison.Ordinal)
        );
        Assert.Contains("exe.txt", markdown, StringComparison.Ordinal);
        Assert.All((string[])[markdown, html], text => Assert.DoesNotContain('\u202E', text));
        Assert.All((string[])[markdown, html], text => Assert.DoesNotContain('\u001b', text));
    }

    [Fact]
    public void No_entity_stands_for_a_character_that_is_not_seen()
    {
        string html = ReportWriter.Html(
            ReportBuilder.Create(Deviated("Customizing\u001b[2J \u202Egpj\u0007.exe\u0085\u2028end"))
        );

        Assert.Contains("gpj.exe  end", html, StringComparison.Ordinal);
        Assert.Empty(
            Regex.Matches(html, "&#x(?:0?[0-8A-F]|1[0-9A-F]|[89][0-9A-F]|20[0-2][0-9A-F]);").Select(m => m.Value)
        );
    }

    [Fact]
    public void GitHub_finds_no_address_in_the_Markdown_to_make_a_link_of()
    {
        string markdown = ReportWriter.Markdown(
            ReportBuilder.Create(Deviated("see http://evil.example/x, WWW.evil.example and a|b`@evil.example"))
        );

        string text = Regex.Replace(markdown.Replace("\\`", "", StringComparison.Ordinal), "`[^`]+`", "");
        Assert.Contains("`http://evil.example/x,`", markdown, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)://|www\\.|@", text);
    }

    private static ReportInput Deviated(string message)
    {
        ReportInput input = SampleReport.Input(failed: false);
        return input with
        {
            Verdict = input.Verdict! with
            {
                Rules = [new RuleVerdict("image-run", "The run.", RuleOutcome.Fail, message)],
            },
        };
    }
}
