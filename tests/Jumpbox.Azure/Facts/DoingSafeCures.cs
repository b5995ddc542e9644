using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using static Jumpbox.Azure.Tests.Facts.PaperWorlds;

namespace Jumpbox.Azure.Tests.Facts;

public sealed class DoingSafeCures
{
    [Fact]
    public async Task A_provider_is_registered()
    {
        PaperAzure azure = Recommended();
        azure.At(Provider("Microsoft.KeyVault"))["registrationState"] = "NotRegistered";
        await azure.FixAsync(await azure.CheckAsync());
        Assert.Contains($"POST {Provider("Microsoft.KeyVault")}/register", azure.Requests);
        Assert.Equal(CheckStatus.Pass, (await azure.WorstAsync("providers")).Status);
    }

    [Fact]
    public async Task An_empty_subnet_is_delegated_and_keeps_the_rest()
    {
        PaperAzure azure = WithSubnetDocuments(Recommended());
        Subnet(azure, 1).Remove("delegations");
        azure.Properties(Containers).Remove("delegations");
        await azure.FixAsync(await azure.CheckAsync());
        Assert.Equal(CheckStatus.Pass, (await azure.WorstAsync("container-subnet")).Status);
        Assert.Equal($"{PaperWorlds.Network}/natGateways/ng", (string?)Subnet(azure, 1)["natGateway"]!["id"]);
    }

    [Fact]
    public async Task Private_link_policies_are_turned_off()
    {
        PaperAzure azure = Original();
        Subnet(azure, 0)["privateLinkServiceNetworkPolicies"] = "Enabled";
        WithSubnetDocuments(azure);
        await azure.FixAsync(await azure.CheckAsync());
        Assert.Equal(CheckStatus.Pass, (await azure.WorstAsync("private-link-policies")).Status);
    }

    [Fact]
    public async Task A_missing_group_is_made_in_the_region()
    {
        PaperAzure azure = Recommended();
        azure.Settings["buildVm.stagingResourceGroup"] = Staging;
        await azure.FixAsync(await azure.CheckAsync());
        Assert.Equal("eastus2", (string?)azure.At(Staging)["location"]);
    }

    [Fact]
    public async Task What_needs_a_persons_judgement_is_left_alone()
    {
        PaperAzure azure = Recommended();
        Subnet(azure, 0).Remove("natGateway");
        azure.At(Usages)["value"]![0]!["currentValue"] = 100;
        Assert.Empty(Fixes.Of(await azure.CheckAsync()));
    }

    private static PaperAzure WithSubnetDocuments(PaperAzure azure)
    {
        foreach (JsonNode? subnet in azure.Properties(Spoke)["subnets"]!.AsArray())
        {
            azure.Put((string)subnet!["id"]!, subnet.ToJsonString());
        }
        return azure;
    }
}
