using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Conventions.Tests;

/// <summary>What the assemblies of the product define, and what of it their code references.</summary>
internal sealed class CompiledCode
{
    private readonly Dictionary<string, ModuleDefinition> _modules;
    private readonly HashSet<string> _members = [];
    private readonly HashSet<string> _types = [];

    private CompiledCode(Dictionary<string, ModuleDefinition> modules) => _modules = modules;

    public static CompiledCode Read(IEnumerable<string> assemblies)
    {
        DefaultAssemblyResolver resolver = new();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        CompiledCode code = new(
            assemblies.ToDictionary(
                name => name,
                name =>
                    ModuleDefinition.ReadModule(
                        Path.Combine(AppContext.BaseDirectory, $"{name}.dll"),
                        new ReaderParameters { AssemblyResolver = resolver }
                    )
            )
        );
        foreach (TypeDefinition type in code._modules.Values.SelectMany(module => module.GetAllTypes()))
        {
            code.NoteType(type);
        }
        return code;
    }

    /// <summary>Types that no other type references. Constants leave no trace: a holder of nothing else is not judged.</summary>
    public IEnumerable<string> UnusedTypes(IEnumerable<string> assemblies) =>
        Types(assemblies)
            .Where(type => !_types.Contains(type.FullName))
            .Where(type => type.HasMethods || type.Fields.Any(field => !field.HasConstant) || type.IsEnum)
            .Where(type => !type.HasCustomAttributes || !type.CustomAttributes.Any(IsFoundByCake))
            .Where(type => type.Methods.All(method => method != type.Module.EntryPoint))
            .Select(Name)
            .Order(StringComparer.Ordinal);

    /// <summary>Methods and getters that no code but their own references; a record's positional members are its value.</summary>
    public IEnumerable<string> UnusedMembers(IEnumerable<string> assemblies) =>
        Types(assemblies)
            .SelectMany(type => type.Methods)
            .Where(IsJudged)
            .Where(method => !_members.Contains(method.FullName))
            .Select(method => $"{Name(method.DeclaringType)}.{(method.IsGetter ? method.Name[4..] : method.Name)}")
            .Distinct()
            .Order(StringComparer.Ordinal);

    /// <summary>Types whose code, closures and asynchronous parts included, calls a method.</summary>
    /// <param name="assemblies">The assemblies to look in.</param>
    /// <param name="type">The full name of the type that declares the method.</param>
    /// <param name="start">How the method's name starts.</param>
    public IEnumerable<string> Callers(IEnumerable<string> assemblies, string type, string start) =>
        assemblies
            .SelectMany(name => _modules[name].GetAllTypes())
            .Where(caller =>
                caller
                    .Methods.Where(method => method.HasBody)
                    .SelectMany(method => method.Body.Instructions)
                    .Any(instruction =>
                        instruction.Operand is MethodReference called
                        && called.DeclaringType.FullName == type
                        && called.Name.StartsWith(start, StringComparison.Ordinal)
                    )
            )
            .Select(Outermost)
            .Select(Name)
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static TypeDefinition Outermost(TypeDefinition type)
    {
        TypeDefinition outer = type;
        while (outer.DeclaringType is { } next)
        {
            outer = next;
        }
        return outer;
    }

    private IEnumerable<TypeDefinition> Types(IEnumerable<string> assemblies) =>
        assemblies.SelectMany(name => _modules[name].GetAllTypes()).Where(type => !IsGenerated(type));

    private static bool IsJudged(MethodDefinition method) =>
        method is { IsConstructor: false, IsSetter: false, IsAddOn: false, IsRemoveOn: false, IsRuntime: false }
        && method != method.Module.EntryPoint
        && !method.Name.StartsWith("op_", StringComparison.Ordinal)
        && !method.Name.Contains('<')
        && !IsOverrideOrImplementation(method)
        && !(method.IsGetter ? IsData(method) : HasAttribute(method, "CompilerGeneratedAttribute"));

    private static bool IsOverrideOrImplementation(MethodDefinition method) =>
        method.HasOverrides || (method.IsVirtual && (!method.IsNewSlot || method.IsFinal));

    // An automatic property of a record is compared, printed and serialized with the others.
    private static bool IsData(MethodDefinition getter) =>
        getter.DeclaringType.Methods.Any(method => method.Name == "<Clone>$")
        && HasAttribute(getter, "CompilerGeneratedAttribute");

    private static bool IsGenerated(TypeDefinition type) =>
        type.Name.Contains('<')
        || type.Namespace.StartsWith("System.", StringComparison.Ordinal)
        || type.Namespace.StartsWith("Microsoft.", StringComparison.Ordinal)
        || HasAttribute(type, "CompilerGeneratedAttribute")
        || HasAttribute(type, "GeneratedCodeAttribute")
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static bool IsFoundByCake(CustomAttribute attribute) => attribute.AttributeType.Name == "TaskNameAttribute";

    private static bool HasAttribute(ICustomAttributeProvider provider, string name) =>
        provider.HasCustomAttributes
        && provider.CustomAttributes.Any(attribute => attribute.AttributeType.Name == name);

    private static string Name(TypeReference type) => type.FullName.Replace('/', '.');

    private void NoteType(TypeDefinition user)
    {
        Note(user, user.BaseType);
        NoteAll(user, user.Interfaces.Select(one => one.InterfaceType));
        NoteAll(user, user.Fields.Select(field => field.FieldType));
        NoteAll(user, user.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType));
        NoteAttributes(user, user);
        foreach (
            ICustomAttributeProvider member in user.Fields.Cast<ICustomAttributeProvider>().Concat(user.Properties)
        )
        {
            NoteAttributes(user, member);
        }
        foreach (MethodDefinition method in user.Methods)
        {
            Note(user, method.ReturnType);
            NoteAll(user, method.Parameters.Select(parameter => parameter.ParameterType));
            NoteAttributes(user, method);
            // A record prints each of its members, which is no use of them.
            if (method.HasBody && method.Name != "PrintMembers")
            {
                NoteBody(method);
            }
        }
    }

    private void NoteBody(MethodDefinition method)
    {
        NoteAll(method.DeclaringType, method.Body.Variables.Select(variable => variable.VariableType));
        NoteAll(
            method.DeclaringType,
            method.Body.ExceptionHandlers.Select(handler => handler.CatchType).OfType<TypeReference>()
        );
        foreach (Instruction instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case MethodReference called:
                    NoteCall(method, called);
                    break;
                case FieldReference field:
                    Note(method.DeclaringType, field.DeclaringType);
                    break;
                case TypeReference type:
                    Note(method.DeclaringType, type);
                    break;
            }
        }
    }

    private void NoteCall(MethodDefinition caller, MethodReference called)
    {
        Note(caller.DeclaringType, called.DeclaringType);
        if (called is GenericInstanceMethod generic)
        {
            NoteAll(caller.DeclaringType, generic.GenericArguments);
        }
        MethodReference plain = called.GetElementMethod();
        if (IsOurs(plain.DeclaringType) && plain.Resolve() is { } target && target != caller)
        {
            _ = _members.Add(target.FullName);
        }
    }

    private void NoteAttributes(TypeDefinition user, ICustomAttributeProvider provider)
    {
        foreach (CustomAttribute attribute in provider.HasCustomAttributes ? provider.CustomAttributes : [])
        {
            Note(user, attribute.AttributeType);
            NoteAll(user, attribute.ConstructorArguments.Select(argument => argument.Value).OfType<TypeReference>());
        }
    }

    private void NoteAll(TypeDefinition user, IEnumerable<TypeReference> used)
    {
        foreach (TypeReference type in used)
        {
            Note(user, type);
        }
    }

    private void Note(TypeDefinition user, TypeReference? used)
    {
        if (used is GenericInstanceType generic)
        {
            NoteAll(user, generic.GenericArguments);
        }
        string? name = used?.GetElementType().FullName;
        // What a type and the types within it say about themselves is no use.
        if (
            name is not null
            && user.FullName != name
            && !user.FullName.StartsWith($"{name}/", StringComparison.Ordinal)
        )
        {
            _ = _types.Add(name);
        }
    }

    private bool IsOurs(TypeReference type) =>
        _modules.ContainsKey(
            type.GetElementType().Scope switch
            {
                ModuleDefinition module => module.Assembly.Name.Name,
                { } scope => scope.Name,
                _ => "",
            }
        );
}
