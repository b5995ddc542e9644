using Jumpbox.Rights;

namespace Jumpbox.Tests.Rights;

public sealed class ReadingEverything
{
    [Theory]
    [InlineData("*", null, true)]
    [InlineData("*/read", null, true)]
    [InlineData("*/READ", null, true)]
    [InlineData("*", "Microsoft.Authorization/*/Write", true)]
    [InlineData("*", "Microsoft.Compute/galleries/share/action", true)]
    [InlineData("*", "Microsoft.KeyVault/*", false)]
    [InlineData("*", "Microsoft.KeyVault/vaults/read", false)]
    [InlineData("*", "Microsoft.KeyVault/*read", false)]
    [InlineData("Microsoft.Compute/*", null, false)]
    [InlineData("Microsoft.Resources/subscriptions/resourceGroups/delete", null, false)]
    public void Only_a_role_without_a_gap_reads_everything(string action, string? taken, bool all) =>
        Assert.Equal(all, new PermissionSet([action], taken is null ? [] : [taken], [], []).ReadsAll);
}
