using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Customizer;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Checks;

public sealed class LintingSteps
{
    [Theory]
    [InlineData("sudo apt-get install jq", "apt-prompts")]
    [InlineData("apt-get -o DPkg::Lock::Timeout=600 upgrade", "apt-prompts")]
    [InlineData("apt-get install -y jq", "apt-lock")]
    [InlineData("systemctl restart sshd", "sshd-restart")]
    [InlineData("sudo service ssh restart", "sshd-restart")]
    [InlineData("ufw --force enable", "firewall")]
    [InlineData("rm -rf /tmp/*", "wipes-tmp")]
    [InlineData("sudo rm -rf -- /tmp/", "wipes-tmp")]
    [InlineData("find /tmp -type f -delete", "wipes-tmp")]
    [InlineData("sudo reboot", "reboot")]
    [InlineData("read -p 'Continue?' answer", "reads-input")]
    [InlineData("curl -sL https://aka.ms/InstallAzureCLIDeb | sudo bash", "unpinned-installer")]
    [InlineData("curl -fsSL https://example.org/get.sh | sh", "unpinned-installer")]
    [InlineData("curl -LO https://github.com/a/b/releases/latest/download/c", "floating-version")]
    [InlineData("az extension add --name aks-preview", "floating-version")]
    public void A_step_that_breaks_a_rule_is_named_with_the_line(string line, string rule)
    {
        Finding[] findings = [.. Findings(line)];
        Finding finding = Assert.Single(findings, one => one.Evidence["rule"] == rule);
        Assert.Equal(line, finding.Evidence["line"]);
        Assert.NotNull(finding.Cure);
    }

    [Theory]
    [InlineData("apt-get -y -o DPkg::Lock::Timeout=600 install jq")]
    [InlineData("# rm -rf /tmp/* would take the deprovision script away")]
    [InlineData("rm -rf /tmp/mine")]
    [InlineData("systemctl restart cron")]
    [InlineData("say \"no reboot now\" >/dev/null; printf 'x\\n'")]
    [InlineData("while read -r pid; do echo $pid; done")]
    public void A_step_that_breaks_no_rule_passes(string line)
    {
        Finding finding = Assert.Single(Findings(line));
        Assert.True(finding.Status == CheckStatus.Pass, finding.Message);
    }

    [Fact]
    public void A_command_that_goes_on_in_the_next_line_is_one_command() =>
        Assert.Equal(
            CheckStatus.Pass,
            Assert.Single(Findings("apt-get -y \\", "  -o DPkg::Lock::Timeout=600 install jq")).Status
        );

    [Fact]
    public void The_checked_in_steps_break_no_rule()
    {
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        Facts facts = Worlds.Recommended();
        facts = facts with
        {
            Customizer = CustomizerPlan.Render(
                facts.Settings,
                pins.Catalogue,
                pins.Lock,
                Path.Combine(Repository.Root, "scripts")
            ),
        };
        Assert.Empty(
            Lint(facts).Where(finding => finding.Status != CheckStatus.Pass).Select(finding => finding.Message)
        );
    }

    private static IReadOnlyList<Finding> Findings(params string[] lines) =>
        Lint(Worlds.Recommended() with { Customizer = new CustomizerPlan([new CustomizerStep("step", lines)], []) });

    private static IReadOnlyList<Finding> Lint(Facts facts) =>
        CheckRegistry
            .Run(facts, new Dictionary<string, string>())
            .Single(result => result.Id == "customizer-lint")
            .Findings;
}
