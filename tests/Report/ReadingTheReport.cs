using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Jumpbox.Evidence.Report;
using Microsoft.Playwright;

namespace Report.Tests;

public sealed class ReadingTheReport(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    // Of what passes, a thousand nodes would be described in full.
    private static readonly AxeRunOptions Violations = new() { ResultTypes = [ResultType.Violations] };

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<bool, ColorScheme> Cases =>
        new()
        {
            { true, ColorScheme.Light },
            { true, ColorScheme.Dark },
            { false, ColorScheme.Light },
            { false, ColorScheme.Dark },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Opens_without_console_error_or_outside_request_and_anyone_can_read_it(
        bool good,
        ColorScheme theme
    )
    {
        IPage page = await chromium.PageAsync(theme);
        List<string> wrong = [];
        page.Console += (_, message) => wrong.Add($"console: {message.Text}");
        page.PageError += (_, error) => wrong.Add($"error: {error}");
        page.Dialog += (_, dialog) => wrong.Add($"dialog: {dialog.Message}");
        page.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith("file:", StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
            )
            {
                wrong.Add($"request: {request.Url}");
            }
        };

        await OpenAsync(page, good ? SampleReport.Good() : SampleReport.Failed());
        await KeepAsync(page, $"{(good ? "good" : "failed")}-{theme}");
        AxeResult axe = await page.RunAxe(Violations);

        Assert.Empty(wrong);
        Assert.Empty(
            axe.Violations.Where(found => found.Impact is "serious" or "critical")
                .Select(found => $"{found.Id}: {string.Join(" ", found.Nodes.Select(node => node.Html))}")
        );
        Assert.Equal(0, await page.Locator("main script, main img").CountAsync());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_readable_on_a_phone(bool good, ColorScheme theme)
    {
        IPage page = await chromium.PageAsync(theme);
        await page.SetViewportSizeAsync(360, 740);
        await OpenAsync(page, good ? SampleReport.Good() : SampleReport.Failed());
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        await KeepAsync(page, $"phone-{(good ? "good" : "failed")}-{theme}");

        Assert.Equal(360, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(
            await page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('main *')]
                  .filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 0)
                  .filter(one => !one.closest('thead') && one.getBoundingClientRect().right > 360.5)
                  .map(one => one.outerHTML.slice(0, 80))
                """
            )
        );
        Assert.Empty(
            await page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('main svg text')]
                  .filter(one => one.checkVisibility())
                  .filter(one => {
                    const [text, chart] = [one.getBoundingClientRect(), one.closest('svg').getBoundingClientRect()];
                    return text.height < 10 || text.left < chart.left - 0.5 || text.right > chart.right + 0.5;
                  })
                  .map(one => one.textContent)
                """
            )
        );
        AxeResult axe = await page.RunAxe(Violations);
        Assert.Empty(
            axe.Violations.Where(found => found.Impact is "serious" or "critical")
                .Select(found => $"{found.Id}: {string.Join(" ", found.Nodes.Select(node => node.Html))}")
        );
    }

    [Fact]
    public async Task Can_be_printed()
    {
        IPage page = await chromium.PageAsync(ColorScheme.Dark);
        await OpenAsync(page, SampleReport.Good());

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await KeepAsync(page, "printed");
        Assert.Equal(
            "rgb(255, 255, 255)",
            await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")
        );
        Assert.False(await page.Locator("nav").IsVisibleAsync());
        byte[] pdf = await page.PdfAsync(new PagePdfOptions { Format = "A4" });

        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
    }

    [Fact]
    public void Marks_the_failing_lines_and_says_what_to_do()
    {
        ReportModel report = SampleReport.Failed();

        Assert.Equal("fail", report.VerdictState);
        Assert.Contains(
            report.Log,
            line => line is { Kind: "failure", Text: "jumpbox: FAILED download-tools: helm cannot be fetched" }
        );
        Assert.Contains(report.Cures, cure => cure.Contains("resolver", StringComparison.Ordinal));
        Assert.Contains(report.Bars, bar => bar is { Name: "download-tools", Failed: true });
    }

    [Fact]
    public void Folds_noise_into_one_line() =>
        Assert.Contains(SampleReport.Good().Log, line => line is { Kind: "noise", Text: "2 lines of noise" });

    [Fact]
    public void Tells_what_differs_from_the_image_before()
    {
        ReportModel report = SampleReport.Good();

        Assert.Contains(report.Differences, row => row is { State: "added" });
        Assert.Contains(
            report.Differences,
            row => row is { Name: "setting buildVm.size", Text: "Standard_D4ds_v4 → Standard_D2ds_v4" }
        );
        Assert.Contains(
            report.Differences,
            row => row is { State: "changed" } && row.Text.StartsWith("0.9.0 →", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Shows_targets_with_their_requests_phases_steps_and_checks_on_one_axis()
    {
        ReportModel report = SampleReport.Good();

        Assert.Equal(["target", "build", "phase", "step", "check"], report.Kinds);
        Assert.Contains(report.Bars, bar => bar is { Name: "Prereqs", Kind: "target", Note: "41 requests" });
        Assert.Contains(report.Bars, bar => bar is { Name: "Customizing", Kind: "phase", Duration: "11.7 min" });
        Assert.DoesNotContain(report.Bars, bar => bar.Name == "Cleanup");
        Assert.All(report.Bars, bar => Assert.InRange(bar.Left + bar.Width, 2, Timeline.Width + 2));
        Assert.Equal("0 s", report.Ticks[0].Label.Replace("min", "s", StringComparison.Ordinal));
        Assert.InRange(report.Ticks.Count, 3, 9);
    }

    [Fact]
    public void Says_that_newer_releases_are_unknown_where_nobody_asked() =>
        Assert.All(SampleReport.Good().Tools, tool => Assert.Equal("unknown: the lock was not checked", tool.Note));

    [Fact]
    public void Says_the_failing_lines_in_Markdown_too() =>
        Assert.Contains(
            "jumpbox: FAILED download-tools: helm cannot be fetched",
            ReportWriter.Markdown(SampleReport.Failed())
        );

    [Fact]
    public void Says_the_same_in_Markdown_and_lets_no_value_break_a_table()
    {
        string markdown = ReportWriter.Markdown(SampleReport.Good());

        Assert.DoesNotContain("<script>", markdown);
        Assert.Contains("may not be released: 1 of 2 rules did not pass", markdown);
        Assert.Contains("| checksum file |", markdown);
        Assert.All(
            markdown.Split('\n').Where(line => line.StartsWith("| clean-tree", StringComparison.Ordinal)),
            line => Assert.Equal(4, line.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|'))
        );
    }

    private async Task OpenAsync(IPage page, ReportModel report)
    {
        ReportWriter.WriteTo(_folder, report);
        await page.GotoAsync(new Uri(Path.Combine(_folder, ReportWriter.HtmlFileName)).AbsoluteUri);
    }

    // For a person to look at: JUMPBOX_SCREENSHOTS names a folder.
    private static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("JUMPBOX_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(
                new PageScreenshotOptions { FullPage = true, Path = Path.Combine(folder, $"{name}.png") }
            );
        }
    }
}
