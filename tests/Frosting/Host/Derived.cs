namespace Frosting.Tests.Host;

public sealed class Derived(Notes notes) : AfterFirst(notes);
