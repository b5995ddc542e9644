using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Network;
using Jumpbox.Probing;
using Jumpbox.Tests.Checks;

namespace Jumpbox.Tests.Probing;

/// <summary>A probe's log beside the model's answers.</summary>
public sealed class ReadingAProbe
{
    private const string Open = "flow\t1\t4.150.232.8\topen\tCN = management.azure.com < CN = Public CA";

    [Fact]
    public void What_nobody_requested_is_skipped() =>
        Assert.Equal(CheckStatus.Skipped, Assert.Single(Findings(Worlds.Recommended())).Status);

    [Fact]
    public void An_open_flow_that_the_model_expects_passes()
    {
        Finding finding = Findings(Probed(Worlds.Recommended(), Open))[0];
        Assert.Equal(
            (CheckStatus.Pass, "arrives", "arrives"),
            (finding.Status, finding.Evidence["model"], finding.Evidence["probe"])
        );
    }

    [Theory]
    [InlineData("timeout\t4.150.232.8:443", "does not answer on port 443")]
    [InlineData("no-tls\t", "closes the connection before it shows a certificate")]
    [InlineData("no-tls\tsilent for 30 seconds", "shows no certificate (silent for 30 seconds)")]
    [InlineData("no-name\t", "has no IPv4 address")]
    [InlineData("refused\t", "refuses the connection")]
    [InlineData("unreachable\t", "there is no way to")]
    [InlineData("untrusted\t19 (self-signed): CN = x < CN = Proxy Ltd", "its certificate was issued by CN = Proxy Ltd")]
    public void A_blocked_flow_that_the_model_calls_open_is_a_contradiction(string met, string says)
    {
        Finding finding = Findings(Probed(Worlds.Recommended(), $"flow\t1\t\t{met}"))[0];
        Assert.Equal(CheckStatus.Fail, finding.Status);
        Assert.StartsWith("Contradiction about management.azure.com:443: ", finding.Message, StringComparison.Ordinal);
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_flow_that_the_model_calls_blocked_is_a_warning()
    {
        Facts facts = Probed(Worlds.Recommended().WithRoutes(new Route("no", "0.0.0.0/0", NextHop.None, null)), Open);
        Finding finding = Findings(facts)[0];
        Assert.Equal(CheckStatus.Warn, finding.Status);
        Assert.Contains(
            "the model says that the route no of rt-spoke drops",
            finding.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_unknown_flow_is_settled_by_the_probe()
    {
        Facts facts = Worlds
            .Recommended()
            .WithRoutes(new Route("nva", "0.0.0.0/0", NextHop.VirtualNetworkGateway, null));
        Assert.Equal(CheckStatus.Pass, Findings(Probed(facts, Open))[0].Status);
        Assert.Equal(CheckStatus.Fail, Findings(Probed(facts, "flow\t1\t\ttimeout\t"))[0].Status);
    }

    [Fact]
    public void A_missing_tool_proves_nothing() =>
        Assert.Equal(
            CheckStatus.Unknown,
            Findings(Probed(Worlds.Recommended(), "flow\t1\t1.2.3.4\tno-tool\tno openssl"))[0].Status
        );

    [Theory]
    [InlineData("flow\t1\t1.2.3.4\topen\tx\nflow\t1\t\ttimeout\t")]
    [InlineData("flow\tone\t1.2.3.4\topen\tx")]
    [InlineData("flow\t1\t\topen\tx")]
    [InlineData("flow\t1\t1.2.3.4,<script>\topen\tx")]
    [InlineData("flow\t1\t1.2.3.0/24\topen\tx")]
    [InlineData("flow\t1\t::1\topen\tx")]
    [InlineData("flow\t1\t1.1.1.1,1.1.1.2,1.1.1.3,1.1.1.4,1.1.1.5,1.1.1.6,1.1.1.7,1.1.1.8,1.1.1.9\topen\tx")]
    [InlineData("flow\t1\t1.2.3.4\tOPEN!\tx")]
    [InlineData("flow 1 open")]
    [InlineData("")]
    public void A_log_that_is_not_clear_proves_nothing(string log) =>
        Assert.Equal(CheckStatus.Unknown, Findings(Probed(Worlds.Recommended(), log))[0].Status);

    [Fact]
    public void A_log_of_a_million_lines_is_read_and_says_no_more_than_a_line()
    {
        string noise = string.Concat(Enumerable.Repeat("flow\t9\t1.2.3.4\topen\t\u001b[2J]\n", 1_000_000));
        Finding finding = Findings(Probed(Worlds.Recommended(), $"{noise}{Open}{new string('x', 1_000_000)}"))[0];
        Assert.Equal(CheckStatus.Pass, finding.Status);
        Assert.InRange(finding.Evidence["detail"].Length, 1, 601);
    }

    [Theory]
    [InlineData("Failed", null, "", "did not start: its group is Failed")]
    [InlineData("Canceled", "Waiting", "", "did not start: its group is Canceled")]
    [InlineData("Succeeded", "Terminated", "Started", "ended with the exit code 137")]
    [InlineData("Pending", "Waiting", "Pulling,Failed", "cannot be pulled")]
    [InlineData("Pending", "Waiting", "Pulling,Pulled,Failed", "cannot be started")]
    public void An_end_without_an_answer_says_what_ended(string group, string? container, string events, string says)
    {
        ProbeState state = new(group, container, [.. events.Split(',').Select(name => (name, "message"))])
        {
            ExitCode = 137,
        };
        Assert.True(state.IsOver);
        Assert.Contains(says, state.Trouble("image"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_someone_deleted_is_over_and_one_that_starts_is_not()
    {
        Assert.True(new ProbeState(null, null, []) { IsDeleted = true }.IsOver);
        Assert.False(new ProbeState("Pending", "Waiting", [("Pulling", ""), ("Pulled", "")]).IsOver);
        Assert.False(new ProbeState("Succeeded", "Running", [("Failed", ""), ("Started", "")]).IsOver);
    }

    [Fact]
    public void Text_of_the_network_is_neutralised()
    {
        Finding finding = Findings(
            Probed(Worlds.Recommended(), "flow\t1\t\tuntrusted\t19 (x): CN = a < \u001b[31m##vso[task.complete]")
        )[0];
        Assert.DoesNotContain("\u001b", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_container_cannot_probe_is_said()
    {
        string all = string.Join('\n', Findings(Probed(Worlds.Recommended(), Open)).Select(finding => finding.Message));
        Assert.Contains("snet-build takes no container group", all, StringComparison.Ordinal);
        Assert.Contains("snet-containers → snet-build:22 needs a machine", all, StringComparison.Ordinal);
        Assert.Contains("network.probeAccount names one that exists", all, StringComparison.Ordinal);
    }

    [Fact]
    public void The_form_with_a_private_link_has_nothing_for_a_container() =>
        Assert.True(Plan(Worlds.Original()).IsEmpty);

    [Fact]
    public void A_pattern_is_probed_by_an_example_in_its_region()
    {
        Facts facts = Worlds.Recommended();
        facts = facts with
        {
            Settings = facts.Settings with { Network = facts.Settings.Network with { ProbeAccount = "stlogs" } },
            Egress =
            [
                .. facts.Egress,
                new("*.data.mcr.microsoft.com", 443, "layers") { From = EgressOrigin.ContainerInstance },
            ],
        };
        string lines = Plan(facts).ContainerLines(null);
        Assert.Contains("tls stlogs.blob.core.windows.net 443", lines, StringComparison.Ordinal);
        Assert.Contains("tcp stlogs.file.core.windows.net 445", lines, StringComparison.Ordinal);
        Assert.Contains("tls eastus2.data.mcr.microsoft.com 443", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_in_the_build_subnet_answers_for_it_and_for_port_22()
    {
        Facts facts = Worlds.Recommended();
        ProbePlan plan = ProbePlan.Of(facts.Settings, facts.Egress, withMachine: true);
        Assert.DoesNotContain(plan.Unprobed, sentence => sentence.Contains(":22", StringComparison.Ordinal));
        ProbeTarget ssh = Assert.Single(plan.Targets, target => target.LeadsToMachine);
        Assert.EndsWith($"\n{ssh.Number} tcp 10.42.0.9 22", plan.ContainerLines("10.42.0.9"), StringComparison.Ordinal);
        Assert.DoesNotContain(" 22", plan.ContainerLines(null), StringComparison.Ordinal);
        ProbeTarget build = plan.Targets.First(target => target.IsFromBuild);
        List<Finding> findings = Findings(
            facts with
            {
                Probe = new(
                    plan,
                    $"flow\t{ssh.Number}\t10.42.0.9\topen\t\nflow\t{build.Number}\t1.2.3.4\ttimeout\t1.2.3.4:443",
                    null
                ),
            }
        );
        Assert.Contains(
            findings,
            finding =>
                finding.Status == CheckStatus.Pass
                && finding.Message.Contains("answers on port 22", StringComparison.Ordinal)
        );
        Assert.StartsWith(
            $"Contradiction about {build.Flow}: ",
            Assert.Single(findings, finding => finding.Status == CheckStatus.Fail).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_machine_that_refuses_port_22_proves_nothing()
    {
        Facts facts = Worlds.Recommended();
        ProbePlan plan = ProbePlan.Of(facts.Settings, facts.Egress, withMachine: true);
        ProbeTarget ssh = plan.Targets.Single(target => target.LeadsToMachine);
        Facts probed = facts with { Probe = new(plan, $"flow\t{ssh.Number}\t10.42.0.9\trefused\t", null) };
        Assert.All(Findings(probed), finding => Assert.NotEqual(CheckStatus.Fail, finding.Status));
    }

    [Fact]
    public void Trouble_of_the_machine_is_said_once_and_leaves_the_container_its_answers()
    {
        Facts facts = Worlds.Recommended();
        ProbePlan plan = ProbePlan.Of(facts.Settings, facts.Egress, withMachine: true);
        int number = plan.Targets.First(target => !target.IsFromBuild).Number;
        List<Finding> findings = Findings(
            facts with
            {
                Probe = new(plan, $"flow\t{number}\t1.2.3.4\topen\t", null) { MachineTrouble = "No machine." },
            }
        );
        Assert.Single(findings, finding => finding.Message == "No machine.");
        Assert.Contains(findings, finding => finding.Status == CheckStatus.Pass);
    }

    [Fact]
    public void The_form_with_a_private_link_has_flows_for_a_machine()
    {
        Facts facts = Worlds.Original();
        ProbePlan plan = ProbePlan.Of(facts.Settings, facts.Egress, withMachine: true);
        Assert.False(plan.HasContainer);
        Assert.NotEmpty(plan.MachineCommands);
        Assert.Contains(
            plan.Unprobed,
            sentence => sentence.Contains("need a second machine", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_command_has_no_more_lines_than_Run_Command_reports()
    {
        Facts facts = Worlds.Recommended();
        ProbePlan plan = ProbePlan.Of(facts.Settings, facts.Egress, withMachine: true);
        Assert.All(plan.MachineCommands, command => Assert.InRange(command.Split(';').Length, 1, 7));
        Assert.Equal(
            plan.Targets.Count(target => target.IsFromBuild),
            plan.MachineCommands.Sum(command => command.Split(';').Length)
        );
    }

    private static ProbePlan Plan(Facts facts) => ProbePlan.Of(facts.Settings, facts.Egress);

    private static Facts Probed(Facts facts, string log) => facts with { Probe = new(Plan(facts), log, null) };

    private static List<Finding> Findings(Facts facts) =>
        [
            .. CheckRegistry
                .Run(facts, new Dictionary<string, string>())
                .Single(result => result.Id == "probed-flows")
                .Findings,
        ];
}
