using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Network;

/// <summary>
/// Machines and run commands, as far as a probe needs them. Sources: Azure/bicep-types-az, Microsoft.Compute;
/// Azure/run-command-handler-linux; azure-docs#117976.
/// </summary>
public sealed class MachinesOfAProbe
{
    private const string Version = "2024-07-01";
    private const string Group = LocalArm.Subscription + "/resourceGroups/rg-network-eastus2";
    private const string Subnet =
        Group + "/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder/subnets/snet-build";
    private const string Card = Group + "/providers/Microsoft.Network/networkInterfaces/nic";
    private const string Machine = Group + "/providers/Microsoft.Compute/virtualMachines/vm";
    private const string Disk = Group + "/providers/Microsoft.Compute/disks/vm-os";

    [Fact]
    public async Task A_machine_takes_its_interface_and_disk_with_it()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        await CreateAsync(arm);
        Assert.Equal(200, (await arm.GetAsync(Disk, "2024-03-02")).Status);
        await arm.DeleteAsync(Machine, Version);
        await GoneAsync(arm, Machine, Version);
        Assert.Equal(404, (await arm.GetAsync(Card, "2024-05-01")).Status);
        Assert.Equal(404, (await arm.GetAsync(Disk, "2024-03-02")).Status);
    }

    [Theory]
    [InlineData("\"adminUsername\":\"probe\"", "\"adminUsername\":\"root\"", "InvalidParameter")]
    [InlineData("/home/probe/.ssh", "/root/.ssh", "InvalidParameter")]
    [InlineData("ssh-ed25519 ", "key ", "InvalidParameter")]
    [InlineData("Standard_D2s_v3", "Standard_X1", "SkuNotAvailable")]
    [InlineData("networkInterfaces/nic\"", "networkInterfaces/none\"", "InvalidResourceReference")]
    public async Task What_Azure_refuses_is_refused(string part, string instead, string code)
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        await CardAsync(arm);
        Answer answer = await arm.PutAsync(Machine, Body().Replace(part, instead, StringComparison.Ordinal), Version);
        Assert.Equal(code, answer.Json!["error"]!["code"]!.GetValue<string>());
        Assert.Equal(404, (await arm.GetAsync(Machine, Version)).Status);
    }

    [Fact]
    public async Task An_interface_in_use_is_refused()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        await CreateAsync(arm);
        Answer answer = await arm.PutAsync(Machine + "-2", Body(), Version);
        Assert.Equal("NicInUse", answer.Json!["error"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_command_reports_what_packets_meet_when_it_is_asked_for_its_instance_view()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        await CreateAsync(arm);
        Answer made = await arm.PutAsync(
            $"{Machine}/runCommands/a",
            Command("1 tls github.com 443;2 tcp x.invalid 22"),
            Version
        );
        Assert.Equal(201, made.Status);
        JsonNode? view = null;
        for (int look = 0; look < 200 && (string?)view?["executionState"] != "Succeeded"; look++)
        {
            view = (await arm.GetAsync($"{Machine}/runCommands/a?api-version={Version}&$expand=instanceView")).Json![
                "properties"
            ]!["instanceView"];
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        string output = (string)view!["output"]!;
        Assert.StartsWith("begin\nflow\t1\t", output, StringComparison.Ordinal);
        Assert.Contains("flow\t2\t\tno-name\t", output, StringComparison.Ordinal);
        Assert.EndsWith("\nend\n", output, StringComparison.Ordinal);
        Assert.Null((await arm.GetAsync($"{Machine}/runCommands/a", Version)).Json!["properties"]!["instanceView"]);
    }

    [Fact]
    public async Task A_command_needs_its_machine_a_source_and_room_and_no_other_script_runs_unless_its_image_was_rehearsed()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Assert.Equal(404, (await arm.PutAsync($"{Machine}/runCommands/a", Command("x"), Version)).Status);
        await CreateAsync(arm);
        Assert.Equal(
            400,
            (
                await arm.PutAsync($"{Machine}/runCommands/a", """{"location":"eastus2","properties":{}}""", Version)
            ).Status
        );
        Assert.Equal(
            201,
            (
                await arm.PutAsync(
                    $"{Machine}/runCommands/a",
                    """{"location":"eastus2","properties":{"source":{"script":"ls"}}}""",
                    Version
                )
            ).Status
        );
        JsonNode view = (
            await arm.GetAsync($"{Machine}/runCommands/a?api-version={Version}&$expand=instanceView")
        ).Json!["properties"]!["instanceView"]!;
        Assert.Equal("", (string?)view["output"]);
        Assert.Contains("the script did not run", (string?)view["executionMessage"], StringComparison.Ordinal);
        for (int command = 1; command < 25; command++)
        {
            Assert.Equal(201, (await arm.PutAsync($"{Machine}/runCommands/c{command}", Command("x"), Version)).Status);
        }
        Assert.Equal(409, (await arm.PutAsync($"{Machine}/runCommands/more", Command("x"), Version)).Status);
    }

    private static async Task CreateAsync(LocalArm arm)
    {
        await CardAsync(arm);
        Answer made = await arm.PutAsync(Machine, Body(), Version);
        Assert.True(made.Status == 201, made.Text);
        for (int look = 0; look < 200 && (await arm.GetAsync(Machine, Version)).State != "Succeeded"; look++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static async Task GoneAsync(LocalArm arm, string id, string version)
    {
        for (int look = 0; look < 200 && (await arm.GetAsync(id, version)).Status != 404; look++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static async Task CardAsync(LocalArm arm) =>
        Assert.Equal(
            201,
            (
                await arm.PutAsync(
                    Card,
                    $$$$"""{"location":"eastus2","properties":{"ipConfigurations":[{"name":"c","properties":{"subnet":{"id":"{{{{Subnet}}}}"}}}]}}""",
                    "2024-05-01"
                )
            ).Status
        );

    private static string Body() =>
        $$$$"""
            {"location":"eastus2","properties":{"hardwareProfile":{"vmSize":"Standard_D2s_v3"},
            "storageProfile":{"osDisk":{"name":"vm-os","createOption":"FromImage","deleteOption":"Delete"},
            "imageReference":{"publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","version":"latest"}},
            "osProfile":{"computerName":"vm","adminUsername":"probe","linuxConfiguration":{"disablePasswordAuthentication":true,
            "ssh":{"publicKeys":[{"path":"/home/probe/.ssh/authorized_keys","keyData":"ssh-ed25519 AAAA"}]}}},
            "networkProfile":{"networkInterfaces":[{"id":"{{{{Card}}}}","properties":{"deleteOption":"Delete"}}]}}}
            """;

    private static string Command(string targets) =>
        $$$$"""
            {"location":"eastus2","properties":{"asyncExecution":true,"source":{"script":"probe"},
            "parameters":[{"name":"TARGETS","value":"{{{{targets}}}}"}]}}
            """;
}
