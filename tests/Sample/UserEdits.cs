using System.Globalization;
using System.Text.Json.Nodes;
using Jumpbox.Tools;

namespace Sample;

/// <summary>What a user makes of the sample: own values in every group of the settings, an own tool, an updated lock.</summary>
internal static class UserEdits
{
    /// <summary>The user's subscription.</summary>
    public const string Subscription = "0aa1bb2c-1111-4222-8333-444455556666";

    /// <summary>The user's tool.</summary>
    public const string Tool = "my-yq";

    /// <summary>The id of the user's network, up to the name of a subnet.</summary>
    public const string Network =
        $"/subscriptions/{Subscription}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-mine/subnets";

    /// <summary>Edits every group of settings; <see cref="AddToolAndStep"/> for the own tool comes with <see cref="EverywhereWithTool"/>.</summary>
    /// <param name="settings">The sample's settings.</param>
    public static void Everywhere(JsonObject settings)
    {
        settings["subscription"] = Subscription;
        settings["tenant"] = "7e57ed00-aaaa-4bbb-8ccc-ddddeeeeffff";
        settings["location"] = "swedencentral";
        settings["resourceGroups"] = new JsonObject { ["builder"] = "rg-my-builders", ["image"] = "rg-my-images" };
        settings["network"] = new JsonObject
        {
            ["buildSubnetId"] = $"{Network}/snet-vm",
            ["containerInstanceSubnetId"] = $"{Network}/snet-aci",
        };
        settings["roles"]!["kind"] = "builtIn";
        settings["image"]!["name"] = "my-jumpbox";
        settings["image"]!["base"]!["version"] = "24.04.202610210";
        settings["buildVm"] = new JsonObject
        {
            ["size"] = "Standard_E8ads_v5",
            ["osDiskSizeGB"] = 64,
            ["timeoutMinutes"] = 120,
            ["managedResourceTags"] = new JsonObject { ["team"] = "platform" },
        };
        settings["tools"] = new JsonObject
        {
            ["kubectl"] = true,
            ["azwi"] = false,
            ["yq"] = true,
        };
        settings["customizer"] = new JsonObject { ["upgrade"] = false };
        settings["gitHub"] = new JsonObject { ["api"] = "https://github.example.com/api/v3/" };
        settings["mirrors"] = new JsonObject { ["https://dl.k8s.io/"] = "https://dl.example.com/k8s/" };
        settings["tags"] = new JsonObject { ["costCentre"] = "4711" };
        settings["cleanup"] = "template";
        settings["gate"] = new JsonObject { ["lockCheckedWithinDays"] = 3, ["maximumAgeDays"] = 5 };
        settings["prices"] = new JsonObject { ["Standard_E8ads_v5"] = 0.524 };
        settings["skip"] = new JsonObject { ["egress-firewall"] = "checked by the network team" };
    }

    /// <summary>The same with the own tool selected.</summary>
    /// <param name="settings">The sample's settings.</param>
    public static void EverywhereWithTool(JsonObject settings)
    {
        Everywhere(settings);
        settings["tools"]![Tool] = true;
    }

    /// <summary>Edits the settings file of a checkout as an editor does.</summary>
    /// <param name="root">The checkout.</param>
    /// <param name="change">The edit.</param>
    public static void EditSettings(string root, Action<JsonObject> change)
    {
        string file = Path.Combine(root, "jumpbox.json");
        JsonObject settings = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(settings);
        File.WriteAllText(file, settings.ToJsonString());
    }

    /// <summary>Adds the own tool to the catalogue, a copy of yq, and pins it; the pin of kubectl is as after an update, and adds an own step.</summary>
    /// <param name="root">The checkout.</param>
    public static void AddToolAndStep(string root)
    {
        string steps = Path.Combine(root, "steps", "after-install-tools");
        Directory.CreateDirectory(steps);
        File.WriteAllText(Path.Combine(steps, "10-corp.sh"), "echo corporate > /etc/corporate\n");
        const string Like = "yq";
        string catalogueFile = Path.Combine(root, ToolCatalogue.DefaultPath);
        JsonObject catalogue = JsonNode.Parse(File.ReadAllText(catalogueFile))!.AsObject();
        JsonArray tools = catalogue["tools"]!.AsArray();
        JsonNode copy = tools.Single(tool => (string?)tool!["name"] == Like)!.DeepClone();
        copy["name"] = Tool;
        copy["install"] = $"/usr/local/bin/{Tool}";
        tools.Add(copy);
        File.WriteAllText(catalogueFile, catalogue.ToJsonString());

        string lockFile = Path.Combine(root, ToolLock.DefaultPath);
        ToolLock pins = ToolLock.Load(lockFile);
        LockedTool[] changed =
        [
            .. pins.Tools.Select(tool => tool.Name == "kubectl" ? Updated(tool) : tool),
            pins.Find(Like)! with
            {
                Name = Tool,
            },
        ];
        (
            pins with
            {
                ResolvedAt = pins.ResolvedAt.AddDays(1),
                Tools = [.. changed.OrderBy(tool => tool.Name, StringComparer.Ordinal)],
            }
        ).Save(lockFile);
    }

    private static LockedTool Updated(LockedTool tool)
    {
        string[] numbers = tool.Version.Split('.');
        string next = $"{numbers[0]}.{numbers[1]}.{int.Parse(numbers[2], CultureInfo.InvariantCulture) + 1}";
        return tool with
        {
            Version = next,
            Tag = tool.Tag.Replace(tool.Version, next, StringComparison.Ordinal),
            Artifacts =
            [
                .. tool.Artifacts.Select(file =>
                    file with
                    {
                        Url = file.Url.Replace(tool.Version, next, StringComparison.Ordinal),
                        Sha256 = string.Concat(file.Sha256.Reverse()),
                    }
                ),
            ],
        };
    }
}
