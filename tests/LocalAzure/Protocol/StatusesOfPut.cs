namespace LocalAzure.Tests.Protocol;

/// <summary>
/// The status of a PUT is one that the published specification of the type lists: Microsoft's Python and JavaScript clients fail on any
/// other, as "az storage account create" did on a 201.
/// </summary>
public sealed class StatusesOfPut
{
    private const string Group = $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2";
    private const string Account = $"{Group}/providers/Microsoft.Storage/storageAccounts/stanyclient";
    private const string Authorization = $"{LocalArm.Subscription}/providers/Microsoft.Authorization";
    private const string Role = $"{Authorization}/roleDefinitions/2f1d0f0c-6c0f-4a7e-9d54-0b6a1f3c7e21";
    private const string RoleBody =
        $$$"""{"properties":{"roleName":"any client","permissions":[{"actions":["*/read"]}],"assignableScopes":["{{{LocalArm.Subscription}}}"]}}""";
    private const string AccountBody = """{"location":"eastus2","kind":"StorageV2","sku":{"name":"Standard_LRS"}}""";
    private const string PolicyBody =
        """{"properties":{"policyRule":{"if":{"field":"type","equals":"a"},"then":{"effect":"audit"}}}}""";

    [Fact]
    public async Task Are_those_of_the_specification_for_new_and_for_existing_resources()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        foreach (int expected in new[] { 202, 200 })
        {
            Answer account = await arm.PutAsync(Account, AccountBody, "2023-05-01");
            Assert.True(account.Status == expected, account.Text);
            Assert.Equal(expected == 200, account.Json is not null);
            if (expected == 202)
            {
                await EndAsync(arm, account);
            }
        }
        for (int i = 0; i < 2; i++)
        {
            await IsAsync(201, Role, RoleBody, "2022-04-01");
            await IsAsync(201, $"{Authorization}/policyDefinitions/any", PolicyBody, "2021-06-01");
            await IsAsync(
                201,
                $"{Authorization}/policyAssignments/any",
                $$$"""{"properties":{"policyDefinitionId":"{{{Authorization}}}/policyDefinitions/any"}}""",
                "2022-06-01"
            );
            await IsAsync(
                200,
                $"{Account}/providers/Microsoft.Insights/diagnosticSettings/any",
                $$$"""{"properties":{"storageAccountId":"{{{Account}}}"}}""",
                "2021-05-01-preview"
            );
        }

        async Task IsAsync(int status, string path, string body, string version)
        {
            Answer answer = await arm.PutAsync(path, body, version);
            Assert.True(answer.Status == status, $"{path}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task A_new_account_is_at_its_polling_address()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer account = await arm.PutAsync(Account, AccountBody, "2023-05-01");
        Answer done = await EndAsync(arm, account);
        Assert.Equal(200, done.Status);
        Assert.Equal("stanyclient", (string?)done.Json!["name"]);
        Assert.Equal("Succeeded", (string?)done.Json["properties"]!["provisioningState"]);
    }

    private static async Task<Answer> EndAsync(LocalArm arm, Answer account)
    {
        string address = new Uri(account.Headers["Location"]).PathAndQuery;
        Answer answer = await arm.GetAsync(address);
        while (answer.Status == 202)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            answer = await arm.GetAsync(address);
        }
        return answer;
    }
}
