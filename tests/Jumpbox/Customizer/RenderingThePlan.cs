using System.Text.Json.Nodes;
using Jumpbox.Customizer;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Customizer;

public sealed class RenderingThePlan
{
    private static readonly string ApprovedFolder = Path.Combine(Repository.Root, "tests/Jumpbox/Customizer/approved");

    private static CustomizerPlan Plan(JumpboxSettings? settings = null, ToolLock? pins = null) =>
        CustomizerPlan.Render(
            settings ?? SmallCatalogue.Settings(),
            SmallCatalogue.Catalogue,
            pins ?? SmallCatalogue.Pins,
            SmallCatalogue.Scripts
        );

    [Fact]
    public void The_steps_are_the_approved_text()
    {
        CustomizerPlan plan = Plan();
        foreach ((string kind, CustomizerStep step) in Steps(plan))
        {
            Approved.Matches(
                Path.Combine(ApprovedFolder, $"{kind}-{step.Name}.sh.txt"),
                string.Join('\n', step.Inline) + "\n"
            );
        }
    }

    [Fact]
    public void The_contents_are_what_the_steps_install_with_the_catalogues_own_choice_where_nothing_is_said()
    {
        CustomizerPlan plan = Plan(SmallCatalogue.Settings() with { Tools = new Dictionary<string, bool>() });

        Assert.Equal(["azure-cli", "helm", "kubectl"], plan.Contents.Tools.Select(tool => tool.Name));
        Assert.Equal("amd64", plan.Contents.Architecture);
        string steps = plan.ToJson();
        Assert.All(
            plan.Contents.Tools,
            tool =>
            {
                Assert.Contains(tool.Sha256, steps);
                Assert.Contains(tool.Version, steps);
                Assert.Matches("^[0-9a-f]{64}$", tool.Sha256);
            }
        );
    }

    [Fact]
    public void A_base_image_that_the_catalogue_does_not_know_has_contents_with_digests_too()
    {
        CustomizerPlan plan = Plan(SmallCatalogue.Settings("image.base.sku=minimal", "image.base.version=24.04.1"));

        Assert.NotEqual("", plan.Contents.Suite);
        Assert.All(plan.Contents.Tools, tool => Assert.Matches("^[0-9a-f]{64}$", tool.Sha256));
    }

    [Fact]
    public void The_same_inputs_give_the_same_bytes() => Assert.Equal(Plan().ToJson(), Plan().ToJson());

    [Fact]
    public void The_steps_come_in_the_order_that_keeps_verifying_before_installing() =>
        Assert.Equal(
            [
                "wait-for-cloud-init",
                "download-tools",
                "upgrade-packages",
                "harden-sshd",
                "install-packages",
                "install-tools",
                "install-doctor",
                "release-file",
                "hygiene",
            ],
            Plan().Customize.Select(step => step.Name)
        );

    [Fact]
    public void Without_upgrade_no_step_upgrades() =>
        Assert.DoesNotContain(
            Plan(SmallCatalogue.Settings("customizer.upgrade=false")).Customize,
            step => step.Name == "upgrade-packages"
        );

    [Fact]
    public void Without_an_apt_tool_no_step_installs_packages()
    {
        JumpboxSettings settings = SmallCatalogue.Settings() with
        {
            Tools = new Dictionary<string, bool> { ["azure-cli"] = false },
        };
        Assert.DoesNotContain(Plan(settings).Customize, step => step.Name == "install-packages");
    }

    [Fact]
    public void A_mirror_takes_the_place_of_the_prefix_and_the_hash_stays()
    {
        JumpboxSettings settings = SmallCatalogue.Settings() with
        {
            Mirrors = new Dictionary<string, string>
            {
                ["https://get.helm.sh/"] = "https://mirror.corp.example/helm/",
                ["https://packages.microsoft.com/"] = "https://mirror.corp.example/ms/",
            },
        };
        string text = string.Join('\n', Plan(settings).Customize.SelectMany(step => step.Inline));
        Assert.Contains(
            "'https://mirror.corp.example/helm/helm-v4.3.0-linux-amd64.tar.gz'",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("'https://mirror.corp.example/ms/keys/microsoft.asc'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'https://get.helm.sh/helm", text, StringComparison.Ordinal);
        Assert.Contains(
            "f0e2fdfc71004ecee56e9a4c9f44e278acaa96a365b32c82555805f7449529c7",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void All_wanted_tools_that_are_not_pinned_are_named_at_once()
    {
        JumpboxSettings settings = SmallCatalogue.Settings() with
        {
            Tools = new Dictionary<string, bool> { ["terraform"] = true },
            Image = SmallCatalogue.Settings().Image with { Architecture = "arm64" },
        };
        PinException problem = Assert.Throws<PinException>(() => Plan(settings));
        Assert.Equal(
            ["tools.azure-cli", "tools.kubectl", "tools.helm", "tools.terraform"],
            problem.Problems.Select(entry => entry.Path)
        );
        Assert.Contains("--target=Update", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_no_template_can_hold_is_refused_with_its_place()
    {
        ToolLock pins = SmallCatalogue.Pins with
        {
            Tools =
            [
                .. SmallCatalogue.Pins.Tools.Select(tool =>
                    tool.Name == "helm" ? tool with { Version = $"4.3.0\n[{new string('x', 25_000)}" } : tool
                ),
            ],
        };
        InvalidDataException problem = Assert.Throws<InvalidDataException>(() => Plan(pins: pins));
        Assert.Contains("download-tools, line ", problem.Message, StringComparison.Ordinal);
        Assert.Contains("begins with '['", problem.Message, StringComparison.Ordinal);
        Assert.Contains("the limit is 24576", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_is_what_the_image_template_takes_in()
    {
        JsonNode json = JsonNode.Parse(Plan().ToJson())!;
        JsonNode first = json["customize"]![0]!;
        Assert.Equal("Shell", (string?)first["type"]);
        Assert.Equal("wait-for-cloud-init", (string?)first["name"]);
        Assert.Equal(Plan().Customize[0].Inline, first["inline"]!.AsArray().Select(line => (string?)line));
        Assert.Equal("tool-versions", (string?)json["validate"]![0]!["name"]);
    }

    [Fact]
    public void The_samples_catalogue_and_lock_give_a_plan()
    {
        string root = SampleSettings.Root;
        JumpboxSettings settings = SampleSettings.Read();
        CustomizerPlan plan = CustomizerPlan.Render(
            settings,
            ToolCatalogue.Load(Path.Combine(root, ToolCatalogue.DefaultPath)),
            ToolLock.Load(Path.Combine(root, ToolLock.DefaultPath)),
            SmallCatalogue.Scripts
        );
        string downloads = string.Join('\n', plan.Customize.Single(step => step.Name == "download-tools").Inline);
        Assert.All(
            settings.Tools.Where(tool => tool.Value),
            tool => Assert.Contains($"\"$1\" '{tool.Key}' ", downloads, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_pin_that_does_not_reach_the_image_changes_no_step()
    {
        LockedTool unselected = SmallCatalogue.Pins.Tools[0] with { Name = "unselected", Version = "9.9.9" };
        ToolLock other = SmallCatalogue.Pins with { Tools = [.. SmallCatalogue.Pins.Tools, unselected] };

        Assert.NotEqual(SmallCatalogue.Pins.Digest, other.Digest);
        Assert.Equal(Plan().ToJson(), Plan(pins: other).ToJson());
    }

    private static IEnumerable<(string Kind, CustomizerStep Step)> Steps(CustomizerPlan plan) =>
        plan.Customize.Select(step => ("customize", step)).Concat(plan.Validate.Select(step => ("validate", step)));
}
