import FileStore
import Foundation
import Hummingbird
import Identity
import Messaging
import Records
import Signals
import Storage

/// Puts every route together; the one place that knows them all.
struct RouterComposition {
    let configuration: ServerConfiguration
    let instance: Instance
    let metrics: PrometheusRegistry
    let setUpCode: SetUpCode
    let graph: GraphAccess
    let journal: JournalWriter
    let simulator: SimulatorLink?
    let events: EventHub
    let files: FileStore
    let bin: RecycleBin

    private var isSecure: Bool { configuration.publicURL?.scheme == "https" }
    private var cookie: SessionCookie { SessionCookie(isSecure: isSecure) }
    private var origins: OriginRule { OriginRule(publicOrigin: configuration.publicURL.map(\.origin)) }
    private var authenticate: Authenticate { Authenticate(store: instance.store, clock: instance.clock) }

    func makeRouter() -> Router<ParleyContext> {
        let router = Router(context: ParleyContext.self, options: .autoGenerateHeadEndpoints)
        let app = WebApp(root: configuration.webRoot, descriptionPath: configuration.webRoot + "/openapi.yaml")
        router.add(middleware: MetricsMiddleware())
        router.add(middleware: SecurityHeadersMiddleware(isSecure: isSecure))
        router.add(middleware: ProblemMiddleware())
        router.add(middleware: WebAppMiddleware(app: app))
        router.add(middleware: FileMiddleware(configuration.webRoot, searchForIndexHtml: false))
        OperationRoutes(store: instance.store, metrics: metrics).add(to: router)
        app.add(to: router)
        WebhookRoutes(
            receive: ReceiveWebhook(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                box: graph.box,
                writer: journal
            )
        ).add(to: router)
        if configuration.isBench { BareRoute().add(to: router) }
        addAPI(to: router)
        return router
    }

    private func addAPI(to router: Router<ParleyContext>) {
        let api = router.group("api/v1")
            .add(middleware: CredentialMiddleware(authenticate: authenticate, cookie: cookie, origins: origins))
        let signedIn = api.group(context: SignedInContext.self)
        let reader = MeReader(
            store: instance.store,
            clock: instance.clock,
            authenticate: authenticate,
            isDemo: configuration.isDemo
        )
        addSession(to: api, signedIn: signedIn, me: reader)
        MeRoutes(
            reader: reader,
            changeUser: ChangeUser(store: instance.store, clock: instance.clock, ids: instance.ids),
            changePassword: ChangePassword(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                hasher: instance.hasher
            )
        ).add(to: signedIn)
        RecordRoutes(
            reader: RecordReader(store: instance.store),
            createRecord: CreateRecord(store: instance.store, clock: instance.clock, ids: instance.ids),
            updateRecord: UpdateRecord(store: instance.store, clock: instance.clock, ids: instance.ids),
            logEmail: LogEmail(store: instance.store, clock: instance.clock, ids: instance.ids),
            changeOwner: ChangeOwner(store: instance.store, clock: instance.clock, ids: instance.ids)
        ).add(to: signedIn)
        ActivityRoutes(
            reader: ActivityReader(store: instance.store, clock: instance.clock),
            setParticipants: SetParticipants(store: instance.store, clock: instance.clock, ids: instance.ids)
        ).add(to: signedIn)
        AuditRoutes(reader: AuditReader(store: instance.store)).add(to: signedIn)
        APITokenRoutes(
            tokens: OwnAPITokens(store: instance.store, clock: instance.clock, ids: instance.ids)
        ).add(to: signedIn)
        addLife(to: signedIn)
        addPeople(to: signedIn, me: reader)
        addModules(to: signedIn)
        QuoteRoutes(
            reader: QuoteReader(store: instance.store, press: QuotePress(), files: files),
            save: SaveQuote(store: instance.store, clock: instance.clock, ids: instance.ids)
        ).add(to: signedIn)
        SearchRoutes(reader: SearchReader(store: instance.store)).add(to: signedIn)
        addMessaging(to: signedIn)
        SignalRoutes(
            reader: SignalReader(store: instance.store),
            markRead: ReadSignals(store: instance.store, clock: instance.clock, ids: instance.ids),
            switchSignals: SwitchSignals(store: instance.store)
        ).add(to: signedIn)
        EventRoutes(store: instance.store, hub: events).add(to: signedIn)
        if configuration.isDemo {
            DemoClockRoutes(
                move: MoveDemoClock(
                    store: instance.store,
                    clock: instance.clock,
                    ids: instance.ids,
                    demoClock: instance.demoClock,
                    simulator: simulator
                )
            ).add(to: signedIn)
        }
    }

    /// What happens to records besides their values.
    private func addLife(to signedIn: RouterGroup<SignedInContext>) {
        let (store, clock, ids) = (instance.store, instance.clock, instance.ids)
        let reader = RecordReader(store: store)
        BinRoutes(reader: BinReader(store: store), bin: bin).add(to: signedIn)
        ConversionRoutes(
            store: store,
            reader: reader,
            convert: ConvertLead(store: store, clock: clock, ids: ids, followers: instance.followers)
        ).add(to: signedIn)
        NoteRoutes(store: store, notes: WriteNotes(store: store, clock: clock, ids: ids)).add(to: signedIn)
        TagRoutes(store: store, reader: reader, tagRecord: TagRecord(store: store, clock: clock, ids: ids))
            .add(to: signedIn)
        FileRoutes(
            store: store,
            files: files,
            attach: AttachFile(store: store, clock: clock, ids: ids, files: files)
        ).add(to: signedIn)
        LogoRoutes(
            store: store,
            files: files,
            change: ChangeLogo(store: store, clock: clock, ids: ids, files: files)
        ).add(to: signedIn)
        LayoutRoutes(reader: reader, arrange: ArrangePage(store: store, clock: clock, ids: ids)).add(to: signedIn)
    }

    private func addPeople(to signedIn: RouterGroup<SignedInContext>, me: MeReader) {
        let (store, clock, ids) = (instance.store, instance.clock, instance.ids)
        let deactivate = instance.deactivateUser
        let reader = PeopleReader(store: store, deactivate: deactivate)
        UserRoutes(
            reader: reader,
            manage: ManageUsers(store: store, clock: clock, ids: ids),
            deactivate: deactivate,
            changeOrganization: ChangeOrganization(store: store, clock: clock, ids: ids),
            me: me
        ).add(to: signedIn)
        AccessRoutes(
            reader: reader,
            shapeRoles: ShapeRoles(store: store, clock: clock, ids: ids),
            shapeGroups: ShapeGroups(store: store, clock: clock, ids: ids),
            shapeProfiles: ShapeProfiles(store: store, clock: clock, ids: ids)
        ).add(to: signedIn)
    }

    private func addModules(to signedIn: RouterGroup<SignedInContext>) {
        let (store, clock, ids) = (instance.store, instance.clock, instance.ids)
        ModuleRoutes(
            reader: RecordReader(store: store),
            createModule: CreateModule(store: store, clock: clock, ids: ids),
            changeModule: ChangeModule(store: store, clock: clock, ids: ids),
            shapeFields: ShapeFields(
                store: store,
                clock: clock,
                ids: ids,
                users: [ViewFieldUses(), TemplateFieldUses(), UsedByNotifications()]
            )
        ).add(to: signedIn)
        MergeRoutes(reader: MergeReader(store: store)).add(to: signedIn)
        ViewRoutes(
            reader: ViewReader(store: store, clock: clock),
            save: SaveView(store: store, clock: clock, ids: ids)
        ).add(to: signedIn)
    }

    private func addMessaging(to signedIn: RouterGroup<SignedInContext>) {
        addChannels(to: signedIn)
        addTemplates(to: signedIn)
        addMessages(to: signedIn)
        SendingRoutes(
            reader: SendingReader(store: instance.store, sending: instance.sending),
            sendTemplate: SendTemplate(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                sending: instance.sending
            ),
            messages: MessageReader(store: instance.store)
        ).add(to: signedIn)
        NotificationRoutes(
            reader: NotificationReader(store: instance.store, sending: instance.sending),
            shape: ShapeNotifications(store: instance.store, clock: instance.clock, ids: instance.ids, users: [])
        ).add(to: signedIn)
        ConversationRoutes(
            reader: ConversationReader(store: instance.store),
            markRead: MarkRead(store: instance.store, clock: instance.clock, ids: instance.ids),
            link: LinkConversation(store: instance.store, clock: instance.clock, ids: instance.ids),
            block: BlockPerson(store: instance.store, clock: instance.clock, ids: instance.ids)
        ).add(to: signedIn)
        ConsentRoutes(
            store: instance.store,
            setConsent: SetConsent(store: instance.store, clock: instance.clock, ids: instance.ids),
            changeRules: ChangeSendingRules(store: instance.store, clock: instance.clock, ids: instance.ids)
        ).add(to: signedIn)
    }

    /// What may use a template.
    private var templateUses: [any TemplateUses] { [UsedByNotifications()] }

    private func addTemplates(to signedIn: RouterGroup<SignedInContext>) {
        let (store, clock, ids) = (instance.store, instance.clock, instance.ids)
        TemplateRoutes(
            reader: TemplateReader(store: store, uses: templateUses),
            submit: SubmitTemplate(store: store, clock: clock, ids: ids),
            check: CheckTemplate(store: store),
            change: ChangeTemplate(store: store, clock: clock, ids: ids),
            delete: DeleteTemplate(store: store, clock: clock, ids: ids, uses: templateUses),
            map: MapTemplate(store: store, clock: clock, ids: ids, uses: templateUses),
            refresh: RefreshTemplates(store: store, clock: clock, ids: ids)
        ).add(to: signedIn)
        TemplateFileRoutes(
            store: store,
            files: files,
            upload: UploadTemplateFile(store: store, clock: clock, ids: ids, files: files)
        ).add(to: signedIn)
    }

    private func addMessages(to signedIn: RouterGroup<SignedInContext>) {
        let (store, clock, ids) = (instance.store, instance.clock, instance.ids)
        MessageRoutes(
            store: store,
            files: files,
            reader: MessageReader(store: store),
            sendReply: SendReply(store: store, clock: clock, ids: ids),
            upload: UploadMessageFile(store: store, clock: clock, ids: ids, files: files),
            fetchAgain: FetchAgain(store: store, clock: clock, ids: ids),
            react: SetReaction(store: store, clock: clock, ids: ids),
            retry: RetryMessage(store: store, clock: clock, ids: ids, sending: instance.sending),
            settle: SettleMessage(store: store, clock: clock, ids: ids),
            typing: TellTyping(store: store, clock: clock, ids: ids, graph: graph)
        ).add(to: signedIn)
    }

    private func addChannels(to signedIn: RouterGroup<SignedInContext>) {
        let (store, clock, ids) = (instance.store, instance.clock, instance.ids)
        let publicAddress = configuration.publicAddress
        ChannelRoutes(
            reader: ChannelReader(store: store, clock: clock, publicAddress: publicAddress),
            connect: ConnectChannel(
                store: store,
                clock: clock,
                ids: ids,
                graph: graph,
                publicAddress: publicAddress
            ),
            renew: RenewChannel(store: store, clock: clock, ids: ids, graph: graph, publicAddress: publicAddress),
            change: ChangeChannel(store: store, clock: clock, ids: ids, graph: graph),
            check: CheckChannel(store: store, clock: clock, ids: ids, graph: graph, publicAddress: publicAddress),
            disable: DisableChannel(store: store, clock: clock, ids: ids, graph: graph)
        ).add(to: signedIn)
        ChannelSetUpRoutes(
            probe: ProbeAccount(store: store, graph: graph),
            verify: VerifyNumber(store: store, graph: graph)
        ).add(to: signedIn)
    }

    private func addSession(
        to api: RouterGroup<ParleyContext>,
        signedIn: RouterGroup<SignedInContext>,
        me: MeReader
    ) {
        let signIn = SignIn(store: instance.store, clock: instance.clock, ids: instance.ids, hasher: instance.hasher)
        SessionRoutes(
            signIn: signIn,
            signOut: SignOut(store: instance.store, clock: instance.clock, ids: instance.ids),
            me: me,
            cookie: cookie,
            origins: origins,
            clientAddress: ClientAddress(trustedProxy: configuration.trustedProxy)
        ).add(to: api, signedIn: signedIn)
        JoinRoutes(
            useLink: UseLink(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                hasher: instance.hasher
            ),
            signIn: signIn,
            me: me,
            cookie: cookie,
            origins: origins
        ).add(to: api)
        SetUpRoutes(
            store: instance.store,
            createOrganization: instance.createOrganization,
            signIn: signIn,
            me: me,
            code: setUpCode,
            cookie: cookie,
            origins: origins,
            isDemo: configuration.isDemo
        ).add(to: api)
    }
}

extension URL {
    /// Scheme, host and port, as browsers write an origin.
    fileprivate var origin: String {
        let port = port.map { ":\($0)" } ?? ""
        return "\(scheme ?? "http")://\(host() ?? "")\(port)"
    }
}
