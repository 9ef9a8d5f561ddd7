package dev.latchkey.cli.json;

import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.Json;
import dev.latchkey.testkit.contract.JsonContract;

class QuickJsonContractTest extends JsonContract {
    private final Json json = new QuickJson(new MoshiJson());

    @Override
    protected Json json() {
        return json;
    }
}
