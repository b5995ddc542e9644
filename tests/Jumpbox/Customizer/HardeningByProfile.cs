using Jumpbox.Customizer;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Customizer;

public sealed class HardeningByProfile
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "hardening.md");

    [Fact]
    public void The_page_has_a_row_for_each_item() =>
        Approved.MatchesBetweenMarks(Page, "hardening", HardeningGuide.Render());

    [Fact]
    public void The_page_lists_what_may_stay_of_the_build_machine() =>
        Approved.MatchesBetweenMarks(Page, "remainders", HardeningGuide.RenderRemainders());

    [Fact]
    public void No_two_items_have_one_id() =>
        Assert.Equal(HardeningCatalogue.All.Count, HardeningCatalogue.All.Select(item => item.Id).Distinct().Count());

    [Fact]
    public void Each_item_is_applied_and_checked_by_functions_of_its_kind_or_has_a_reason()
    {
        string library = File.ReadAllText(Path.Combine(SmallCatalogue.Scripts, "lib/hardening.sh"));

        Assert.All(
            HardeningCatalogue.All,
            item =>
            {
                Assert.True(item.Kind.Length == 0 == item.Why is not null, item.Id);
                if (item.Kind is not ("" or "sshd"))
                {
                    Assert.Contains($"apply_{item.Kind}() {{", library, StringComparison.Ordinal);
                    Assert.Contains($"check_{item.Kind}() {{", library, StringComparison.Ordinal);
                }
            }
        );
    }

    [Theory]
    [InlineData("none", new string[0])]
    [InlineData("ssh", new[] { "harden-sshd", "sshd-effective" })]
    [InlineData("cis-l1", new[] { "harden-sshd", "harden-system", "sshd-effective", "hardening" })]
    [InlineData("cis-l2", new[] { "harden-sshd", "harden-system", "sshd-effective", "hardening" })]
    public void A_profile_has_its_steps_and_checks(string profile, string[] steps) =>
        Assert.Equal(
            steps,
            Plan($"customizer.profile={profile}")
                .Where(step => step.Name.Contains("harden", StringComparison.Ordinal) || step.Name == "sshd-effective")
                .Select(step => step.Name)
        );

    [Fact]
    public void The_stricter_profiles_value_comes_first_since_sshd_takes_the_first()
    {
        string[] lines = [.. Plan("customizer.profile=cis-l1").Single(step => step.Name == "harden-sshd").Inline];

        Assert.Contains("MaxAuthTries 4", lines);
        Assert.DoesNotContain("MaxAuthTries 6", lines);
    }

    [Fact]
    public void An_item_that_is_left_out_is_neither_applied_nor_checked_and_its_reason_is_printed()
    {
        CustomizerStep[] plan = Plan("customizer.profile=cis-l1", "customizer.optOuts.3.3.9=too many lines");

        Assert.All(
            plan.Where(step => step.Name is "harden-system" or "hardening"),
            step =>
            {
                string text = string.Join('\n', step.Inline);
                Assert.DoesNotContain("log_martians", text, StringComparison.Ordinal);
                Assert.Contains("\"$1\" '3.3.9' 'too many lines'", text, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("9.9.9", "a reason")]
    [InlineData("5.1.8", "nothing applies it")]
    public void An_opt_out_of_what_nothing_applies_is_refused(string id, string reason) =>
        Assert.Contains(
            $"customizer.optOuts.{id}: no item that a step applies has this id",
            Assert.Throws<SettingsException>(() => Plan($"customizer.optOuts.{id}={reason}")).Message,
            StringComparison.Ordinal
        );

    private static CustomizerStep[] Plan(params string[] settings)
    {
        CustomizerPlan plan = CustomizerPlan.Render(
            SmallCatalogue.Settings(settings),
            SmallCatalogue.Catalogue,
            SmallCatalogue.Pins,
            SmallCatalogue.Scripts
        );
        return [.. plan.Customize, .. plan.Validate];
    }
}
