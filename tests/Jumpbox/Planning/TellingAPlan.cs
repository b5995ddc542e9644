using System.Text;
using Jumpbox.Evidence;
using Jumpbox.Network;
using Jumpbox.Planning;
using Jumpbox.Templates;
using Report.Tests;

namespace Jumpbox.Tests.Planning;

public sealed class TellingAPlan
{
    private static readonly Dictionary<string, decimal> Prices = new()
    {
        ["vmHour"] = 0.2m,
        ["network"] = 1m,
        ["diskMonth"] = 9m,
    };

    [Fact]
    public void Every_change_changed_step_and_host_has_a_line()
    {
        string text = string.Join('\n', RunPlanText.Lines(Plan()));

        Assert.Contains("Create     /image (tags.a)", text, StringComparison.Ordinal);
        Assert.Contains("install-tools", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hygiene", text, StringComparison.Ordinal);
        Assert.Contains("github.com:443", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_has_the_changed_lines_and_cannot_be_broken_by_names()
    {
        string text = RunPlanText.Markdown(Plan() with { Changes = [new("Create", "/a|b", [])] });

        Assert.Contains("- echo old", text, StringComparison.Ordinal);
        Assert.Contains("+ echo new", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/a|b", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_known_of_time_and_cost_is_told()
    {
        TimeSpan half = TimeSpan.FromMinutes(30);

        string known = string.Join(
            '\n',
            RunPlanText.Lines(Plan() with { Expected = half, Cost = CostEstimate.Of(Prices, half) })
        );

        Assert.Contains("30.0", known, StringComparison.Ordinal);
        Assert.Contains("1.10 for 0.50 h (network 1.00, vmHour 0.10)", known, StringComparison.Ordinal);
    }

    [Fact]
    public void Prices_by_the_month_are_not_part_of_a_builds_cost() =>
        Assert.Equal(1.2m, CostEstimate.Of(Prices, TimeSpan.FromHours(1))!.Total);

    [Fact]
    public void Without_prices_or_an_earlier_build_there_is_no_cost()
    {
        Assert.Null(CostEstimate.Of(Prices, null));
        Assert.Null(CostEstimate.Of(new Dictionary<string, decimal>(), TimeSpan.FromHours(1)));
    }

    private static RunPlan Plan() =>
        new(
            TemplateRecord.Parse(
                Encoding.UTF8.GetString(SampleReport.Input(failed: false).Files[EvidenceFiles.Template])
            ),
            false,
            [new("Create", "/image", ["tags.a"])],
            [new("install-tools", "changed", ["echo new"], ["echo old"]), new("hygiene", "same", [], [])],
            [new EgressHost("github.com", 443, "tools")],
            null,
            null
        );
}
