using Jumpbox.Cleaning;

namespace Jumpbox.Tests.Cleaning;

/// <summary>The command for a user where the pipeline could not delete something.</summary>
public sealed class CommandsForRemoval
{
    private const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Group = $"{Subscription}/resourceGroups/rg-b";

    [Theory]
    [InlineData(Group, "az group delete --subscription 5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f --name rg-b")]
    [InlineData(
        $"{Group}/providers/Microsoft.Compute/images/img",
        $"az resource delete --ids {Group}/providers/Microsoft.Compute/images/img"
    )]
    [InlineData(
        $"{Group}/providers/Microsoft.Authorization/roleAssignments/a",
        $"az role assignment delete --ids {Group}/providers/Microsoft.Authorization/roleAssignments/a"
    )]
    [InlineData(
        $"{Subscription}/providers/Microsoft.Authorization/RoleDefinitions/r",
        $"az role definition delete --name r --scope {Subscription}"
    )]
    [InlineData(
        $"{Group}/providers/Microsoft.Resources/deployments/d",
        "az deployment group delete --resource-group rg-b --name d"
    )]
    [InlineData($"{Subscription}/providers/Microsoft.Resources/deployments/d", "az deployment sub delete --name d")]
    [InlineData("", "az resource delete --ids ")]
    public void Each_kind_of_resource_has_its_own(string id, string command) =>
        Assert.Equal(command, RemovalCommand.For(id));

    [Fact]
    public void What_was_deleted_needs_none()
    {
        Assert.Null(new CleanedItem(Group, CleanedOutcome.Removed).Command);
        Assert.StartsWith("az group delete", new CleanedItem(Group, CleanedOutcome.Left, "it is in use").Command);
        Assert.StartsWith("az group delete", new CleanedItem(Group, CleanedOutcome.Failed, "403").Command);
    }
}
