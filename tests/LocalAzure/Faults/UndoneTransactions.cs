using System.Text.Json.Nodes;
using LocalAzure.Faults;
using LocalAzure.Store;
using LocalAzure.Tests.Deployments;

namespace LocalAzure.Tests.Faults;

/// <summary>What a transaction that is undone asked or began outside the store leaves no trace: validate and what-if are such.</summary>
public sealed class UndoneTransactions
{
    [Fact]
    public void An_effect_outside_the_store_waits_until_the_changes_are_kept()
    {
        using ResourceStore store = new(null);
        List<string> seen = [];

        store.Transact(() => Note("kept"));
        store.Imagine(() => Note("imagined"));
        Assert.Throws<InvalidOperationException>(() =>
            store.Transact(() =>
            {
                Note("failed");
                throw new InvalidOperationException();
            })
        );
        store.Transact(() => Note("again"));

        Assert.Equal(["kept", "undo imagined", "undo failed", "again"], seen);

        bool Note(string what)
        {
            store.WhenKept(() => seen.Add(what));
            store.WhenUndone(() => seen.Add("undo " + what));
            return true;
        }
    }

    [Fact]
    public async Task Validate_and_what_if_do_not_use_up_a_rule()
    {
        FaultPlan plan = FaultPlan.Parse("""{"rules":[{"failReplication":"westus2","nth":1}]}""");
        await using LocalArm arm = await LocalArm.StartAsync(new() { Faults = plan });
        string group = await Deploying.GroupAsync(arm, "rg-undone");
        string compute = $"{group}/providers/Microsoft.Compute";
        await PutAsync("disks/d", "2023-10-02", """{"creationData":{"createOption":"Empty"},"diskSizeGB":30}""");
        await PutAsync(
            "images/i",
            "2024-07-01",
            $$$$"""{"hyperVGeneration":"V2","storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized","managedDisk":{"id":"{{{{compute}}}}/disks/d"} } } }"""
        );
        await PutAsync("galleries/gal", "2023-07-03", "{}");
        await PutAsync(
            "galleries/gal/images/def",
            "2023-07-03",
            """{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","identifier":{"publisher":"p","offer":"o","sku":"s"} }"""
        );
        string body = Deploying.Body(
            Deploying.Template(
                $$$$"""
                {"type":"Microsoft.Compute/galleries/images/versions","apiVersion":"2023-07-03","name":"gal/def/1.0.0","location":"eastus2",
                 "properties":{"publishingProfile":{"targetRegions":[{"name":"eastus2"},{"name":"westus2"}]},
                 "storageProfile":{"source":{"id":"{{{{compute}}}}/images/i"} } } }
                """
            )
        );

        Answer validated = await arm.PostAsync(Deploying.At(group) + "/validate", body, Deploying.Version);
        Answer whatIf = await arm.PostAsync(Deploying.At(group) + "/whatIf", body, Deploying.Version);
        int before = plan.Hits;
        Answer done = await Deploying.RunAsync(arm, Deploying.At(group), body);

        Assert.Equal((200, 200, 0), (validated.Status, whatIf.Status, before));
        Assert.Equal("Failed", done.State);
        Assert.Contains("ReplicationJobFailed", done.Text, StringComparison.Ordinal);
        Assert.Equal(1, plan.Hits);

        async Task PutAsync(string name, string version, string properties)
        {
            JsonObject sent = new() { ["location"] = "eastus2", ["properties"] = JsonNode.Parse(properties) };
            Answer answer = await arm.PutAsync($"{compute}/{name}", sent.ToJsonString(), version);
            Assert.True(answer.Status == 201, answer.Text);
        }
    }
}
