using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The names and the password that a machine may be given. Sources: azure-rest-api-specs, Compute, "OSProfile"; Azure virtual machines,
/// "Common error messages"; Azure/sap-hana#1017 for the text about passwords.
/// </summary>
internal static class AdminAccount
{
    private static readonly HashSet<string> ReservedNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "1",
        "123",
        "a",
        "actuser",
        "adm",
        "admin",
        "admin1",
        "admin2",
        "administrator",
        "aspnet",
        "backup",
        "console",
        "david",
        "guest",
        "john",
        "owner",
        "root",
        "server",
        "sql",
        "support",
        "support_388945a0",
        "sys",
        "test",
        "test1",
        "test2",
        "test3",
        "user",
        "user1",
        "user2",
        "user3",
        "user4",
        "user5",
    };

    private static readonly HashSet<string> KnownPasswords = new(StringComparer.Ordinal)
    {
        "abc@123",
        "iloveyou!",
        "P@$$w0rd",
        "P@ssw0rd",
        "P@ssword123",
        "Pa$$word",
        "pass@word1",
        "Password!",
        "Password1",
        "Password22",
    };

    /// <param name="profile">The osProfile of a machine.</param>
    /// <exception cref="ArmException">400 for the first rule that is broken.</exception>
    public static void Check(JsonNode profile)
    {
        bool isWindows = profile.At("windowsConfiguration") is not null;
        string user = profile.At("adminUsername").Text() ?? "";
        int longest = isWindows ? 20 : 64;
        if (
            user.Length == 0
            || user.Length > longest
            || ReservedNames.Contains(user)
            || isWindows && user.EndsWith('.')
        )
        {
            throw Invalid(
                $"The Admin Username specified is not allowed. It must have 1 to {longest} characters and must not be a reserved word.",
                "adminUsername"
            );
        }
        int room = isWindows ? 15 : 64;
        if (
            profile.At("computerName").Text() is not { Length: > 0 } name
            || name.Length > room
            || isWindows && name.All(char.IsAsciiDigit)
        )
        {
            throw Invalid(
                $"Required parameter 'osProfile.computerName' is missing (null), longer than {room} characters, or, for Windows, a number.",
                "computerName"
            );
        }
        if (profile.At("adminPassword").Text() is { Length: > 0 } password)
        {
            CheckPassword(password, isWindows ? 8 : 6, isWindows ? 123 : 72);
        }
    }

    private static void CheckPassword(string password, int shortest, int longest)
    {
        if (KnownPasswords.Contains(password))
        {
            throw Invalid("The Admin password specified is not allowed.", "adminPassword");
        }
        int kinds =
            (password.Any(char.IsUpper) ? 1 : 0)
            + (password.Any(char.IsLower) ? 1 : 0)
            + (password.Any(char.IsDigit) ? 1 : 0)
            + (password.Any(c => !char.IsLetterOrDigit(c)) ? 1 : 0);
        if (password.Length < shortest || password.Length > longest || kinds < 3 || password.Any(char.IsControl))
        {
            throw Invalid(
                $"The supplied password must be between {shortest}-{longest} characters long and must satisfy at least 3 of password "
                    + "complexity requirements from the following:\r\n1) Contains an uppercase character\r\n2) Contains a lowercase "
                    + "character\r\n3) Contains a numeric digit\r\n4) Contains a special character\r\n5) Control characters are not "
                    + "allowed",
                "adminPassword"
            );
        }
    }

    private static ArmException Invalid(string message, string target) => new(400, "InvalidParameter", message, target);
}
