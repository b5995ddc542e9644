using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Compute;

namespace LocalAzure.Tests.Machines;

/// <summary>Names and passwords that Azure refuses for every machine, by the list in its specification.</summary>
public sealed class RefusedAccounts
{
    private const string Reserved =
        "administrator admin user user1 test user2 test1 user3 admin1 1 123 a actuser adm admin2 aspnet backup console david guest john "
        + "owner root server sql support support_388945a0 sys test2 test3 user4 user5";

    [Fact]
    public void Every_name_of_the_list_is_refused_in_any_case() =>
        Assert.All(
            Reserved.Split(' ').SelectMany(name => new[] { name, name.ToUpperInvariant() }),
            name => Assert.Equal("adminUsername", Assert.Throws<ArmException>(() => Check(name)).Error.Target)
        );

    [Theory]
    [InlineData("azureuser")]
    [InlineData("user6")]
    [InlineData("admins")]
    public void Another_name_is_taken(string name) => Check(name);

    [Theory]
    [InlineData("aB1!x")]
    [InlineData("abcdefgh1")]
    [InlineData("P@ssw0rd")]
    [InlineData("aB1!xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("Tr0ub4dor\u0007")]
    public void A_password_that_is_short_long_simple_or_known_is_refused(string password) =>
        Assert.Equal("adminPassword", Assert.Throws<ArmException>(() => Check("azureuser", password)).Error.Target);

    [Fact]
    public void A_password_of_three_kinds_of_characters_is_taken() => Check("azureuser", "Tr0ub4dor3xyz");

    [Theory]
    [InlineData("abcdefghijklmnopqrstu", "vm", "adminUsername")]
    [InlineData("azureuser.", "vm", "adminUsername")]
    [InlineData("azureuser", "abcdefghijklmnop", "computerName")]
    [InlineData("azureuser", "12345", "computerName")]
    public void Windows_has_shorter_names(string user, string computer, string target)
    {
        Check(user, null, computer);

        ArmException refused = Assert.Throws<ArmException>(() => Check(user, null, computer, isWindows: true));

        Assert.Equal(target, refused.Error.Target);
    }

    private static void Check(string user, string? password = null, string computer = "vm", bool isWindows = false)
    {
        JsonObject profile = new()
        {
            ["adminUsername"] = user,
            ["computerName"] = computer,
            ["adminPassword"] = password,
        };
        if (isWindows)
        {
            profile["windowsConfiguration"] = new JsonObject();
        }
        AdminAccount.Check(profile);
    }
}
